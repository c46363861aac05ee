// Preloaded into an app: the names that an attacker's name server would answer, by HOSTILE_NAMES: a name with a list of its
// answers, each a list of addresses; the last one again and again.
import dns from "node:dns";
import { isIP } from "node:net";

const names = JSON.parse(process.env.HOSTILE_NAMES);
const { lookup } = dns;
dns.lookup = (name, options, callback) => {
  const answers = names[name];
  if (!answers) return lookup(name, options, callback);
  const addresses = answers.length > 1 ? answers.shift() : answers[0];
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  process.nextTick(() => (options.all ? callback(null, found) : callback(null, found[0].address, found[0].family)));
};
