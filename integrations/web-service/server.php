<?php
// A help desk that answers Dossier, as docs/source-protocol.md says. Start it with
// SECRET=whsec_… php -S 127.0.0.1:4000 server.php; in earnest it is behind TLS and reads a database.

const PAGE_ROWS = 2;

/** Whether a call comes from Dossier: signed with our secret, not longer than five minutes ago. */
function is_signed(string $body): bool
{
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(str_replace('whsec_', '', getenv('SECRET')));
    $signed = ($_SERVER['HTTP_WEBHOOK_ID'] ?? '') . ".$timestamp.$body";
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
    // Two signatures while the secret is being replaced: one of them is enough.
    $isOurs = fn($given) => hash_equals($expected, $given);
    return array_filter(explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? ''), $isOurs) !== [];
}

function summary(array $person): array
{
    $title = "$person[firstName] $person[lastName]";
    return ['record' => $person['key'], 'title' => $title, 'email' => $person['email'], 'phone' => $person['phone']];
}

/** Whether two phone numbers have the same digits, where one may lack the country's code. */
function is_same_phone(string $one, string $other): bool
{
    [$a, $b] = array_map(fn($phone) => ltrim(preg_replace('/\D/', '', $phone), '0'), [$one, $other]);
    return min(strlen($a), strlen($b)) >= 7 && (str_ends_with($a, $b) || str_ends_with($b, $a));
}

function answer(int $status, array $value): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    exit(json_encode($value));
}

$body = file_get_contents('php://input');
is_signed($body) || answer(401, ['error' => 'not signed']);
$asked = json_decode($body, true);
$read = fn($file) => json_decode(file_get_contents(__DIR__ . "/$file"), true);
$people = $read('people.json');
$summaries = fn(callable $fits) => array_map('summary', array_values(array_filter($people, $fits)));

switch ($asked['operation']) {
    case 'describe':
        // What only we have, and its columns: the text names other people, so that it is "freeText".
        $own = [$read('tickets.json')];
        $sections = ['profile', 'consents'];
        answer(200, ['protocol' => 1, 'name' => 'Help desk', 'sections' => $sections, 'ownSections' => $own]);
    case 'search':
        $words = preg_split('/\s+/', strtolower($asked['text'] ?? ''), -1, PREG_SPLIT_NO_EMPTY);
        $all = fn($person) => strtolower("$person[firstName] $person[lastName] $person[email]");
        $hits = $summaries(fn($person) => isset($asked['record'])
            ? $person['key'] === $asked['record']
            : array_filter($words, fn($word) => !str_contains($all($person), $word)) === []);
        answer(200, ['hits' => array_slice($hits, 0, $asked['limit'])]);
    case 'match':
        answer(200, ['matches' => $summaries(fn($person) => in_array($person['key'], $asked['ids'], true)
            || in_array(strtolower($person['email'] ?? ''), $asked['emails'], true)
            || array_filter($asked['phones'], fn($phone) => is_same_phone($phone, $person['phone'] ?? '')) !== [])]);
    case 'collect':
        $person = current(array_filter($people, fn($person) => $person['key'] === $asked['record']));
        $profile = $person ? array_diff_key($person, ['key' => 0, 'consents' => 0, 'tickets' => 0]) : [];
        $rows = $asked['section'] === 'profile' ? array_filter([$profile]) : $person[$asked['section']] ?? [];
        $start = (int) ($asked['cursor'] ?? 0);
        $page = array_map(fn($row) => $row + ['record' => $asked['record']], array_slice($rows, $start, PAGE_ROWS));
        $next = $start + PAGE_ROWS;
        answer(200, ['rows' => $page] + ($next < count($rows) ? ['next' => (string) $next] : []));
    default:
        answer(400, ['error' => 'unknown operation']);
}
