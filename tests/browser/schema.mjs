// usage: node schema.mjs MODULES SCHEMA.json FILE.json; prints true or false, and why.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [modules, schema, file] = process.argv.slice(2);
const Ajv = createRequire(path.join(modules, 'package.json'))('ajv/dist/2020').default;
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')));
console.log(validate(JSON.parse(readFileSync(file, 'utf8'))));
if (validate.errors) console.error(JSON.stringify(validate.errors));
