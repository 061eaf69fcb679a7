// Writes the variables of a .env file as dotenv of npm reads them: NAME=value, a NUL byte after each.
const fs = require("fs");
const dotenv = require("dotenv");

for (const [name, value] of Object.entries(dotenv.parse(fs.readFileSync(process.argv[2])))) {
  process.stdout.write(`${name}=${value}\0`);
}
