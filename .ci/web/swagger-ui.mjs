// Opens Swagger UI in a browser, executes every GET with the values that are filled in, and watches that nothing outside
// this server is asked for.
import { chromium } from "playwright-core";

const base = process.env.REELSCORE_URL;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
const faults = [];
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  page.on("request", (r) => {
    if (!r.url().startsWith(base) && !r.url().startsWith("data:")) faults.push(`asks for ${r.url()}`);
  });
  page.on("console", (m) => {
    if (m.type() === "error") faults.push(`console: ${m.text()}`);
  });
  page.on("pageerror", (e) => faults.push(`script: ${e.message}`));
  const doc = await (await fetch(`${base}/openapi.json`)).json();
  await page.goto(`${base}/docs/`);
  await page.waitForSelector(".opblock");
  let tried = 0;
  for (const [path, item] of Object.entries(doc.paths)) {
    const op = item.get;
    if (!op || (op.security ?? []).some((s) => "bearer" in s) && !op.security.some((s) => Object.keys(s).length === 0)) continue;
    const block = page.locator(`[id="operations-${op.tags[0]}-${op.operationId}"]`);
    await block.locator(".opblock-summary-control").click();
    const [answer] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === "fetch", { timeout: 15000 }),
      block.locator("button.execute").click(),
    ]);
    if (answer.status() >= 300) faults.push(`GET ${path}: ${answer.url()} is answered with ${answer.status()}: ${(await answer.text()).slice(0, 300)}`);
    await block.locator(".opblock-summary-control").click();
    tried++;
  }
  if (tried < 10) faults.push(`only ${tried} operations were tried`);
  console.log(`Swagger UI: executed ${tried} operations`);
} finally {
  await browser.close();
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
