// Parses an AsyncAPI document with the specification's own parser: node parse_asyncapi.mjs FOLDER-OF-MODULES DOCUMENT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , modules, file] = process.argv;
const { Parser } = createRequire(`${modules}/`)("@asyncapi/parser");
const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
const errors = diagnostics.filter(({ severity }) => severity === 0);
console.log(JSON.stringify({ parsed: Boolean(document), errors: errors.map(({ message, path }) => `${path.join(".")}: ${message}`) }));
