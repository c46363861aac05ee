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
// What was done: people as they are now, and what was answered to each act, by its id: it may come again. In earnest your database.
$file = getenv('STATE') ?: sys_get_temp_dir() . '/help-desk-' . getmypid() . '.json';
$state = is_file($file) ? json_decode(file_get_contents($file), true) : ['people' => $read('people.json'), 'acts' => []];
$people = $state['people'];
/** Keeps what an act left and what is answered to it. */
$act = function (array $people, array $answer) use ($file, $state, $asked) {
    $state['acts'][$asked['id']] = $answer;
    file_put_contents($file, json_encode(['people' => $people] + $state), LOCK_EX);
    answer(200, $answer);
};
isset($asked['id'], $state['acts'][$asked['id']]) && answer(200, $state['acts'][$asked['id']]);
$summaries = fn(callable $fits) => array_map('summary', array_values(array_filter($people, $fits)));

switch ($asked['operation']) {
    case 'describe':
        // What only we have, and its columns: the text names other people, so that it is "freeText".
        $own = [$read('tickets.json')];
        $sections = ['profile', 'consents'];
        $rights = ['erase', 'object'];
        answer(200, ['protocol' => 1, 'name' => 'Help desk', 'sections' => $sections, 'ownSections' => $own, 'rights' => $rights]);
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
    case 'erase':
        $others = array_values(array_filter($people, fn($person) => $person['key'] !== $asked['record']));
        $act($others, ['record' => $asked['record']] + (count($others) < count($people)
            ? ['state' => 'erased', 'retained' => ['How many tickets there were on each day']]
            : ['state' => 'nothing']));
    case 'object':
        $place = array_search($asked['record'], array_column($people, 'key'), true);
        if ($place !== false && $asked['marketing']) {
            $end = fn($consent) => ['granted' => false] + $consent;
            $people[$place]['consents'] = array_map($end, $people[$place]['consents']);
        }
        $done = ['state' => 'done', 'note' => 'We sell no data'];
        $act($people, ['record' => $asked['record']] + ($place === false ? ['state' => 'nothing'] : $done));
    default:
        answer(400, ['error' => 'unknown operation']);
}
