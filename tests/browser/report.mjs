// usage: node report.mjs MODULES CHROMIUM REPORT.html PICTURES SCHEME WIDTH
// Prints one JSON object: console messages, what the page loaded, accessibility violations, scripts that ran, and sideways scroll.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [modules, executablePath, report, picture, colorScheme, width] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const messages = [];
  const requests = [];
  // The page's own policy forbids scripts, so the examiner's are evaluated from outside of it.
  const context = await browser.newContext({ colorScheme, viewport: { width: Number(width), height: 900 }, bypassCSP: false });
  const page = await context.newPage();
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { messages.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(report).href, { waitUntil: 'load' });
  if (picture) {
    await page.screenshot({ path: picture, fullPage: true });
    await page.pdf({ path: picture.replace(/png$/, 'pdf'), format: 'A4' });
  }

  const seen = await page.evaluate(() => ({
    title: document.title,
    text: document.body.innerText,
    scripts: document.querySelectorAll('script, iframe, object, embed, img, link, form, input, [onload], [onclick], [onerror], [style]').length,
    planted: typeof window.planted,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
  }));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const violations = found.violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  console.log(JSON.stringify({ messages, requests, violations, ...seen }));
} finally {
  await browser.close();
}
