import { expect, test } from './harness/test.ts';
import { NoriPage } from './pages/nori-page.ts';

test('serves a page that keeps to its content policy', async ({ page, fleet }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const answers = new Map<string, string | undefined>();
  page.on('response', (response) => {
    answers.set(new URL(response.url()).pathname, response.headers()['content-security-policy']);
  });
  const nori = new NoriPage(page);

  await nori.open(await fleet.link());

  await expect(nori.instances.count).toHaveText('20 instances');
  await nori.instances.query.fill('state:running');
  await nori.datacenters.edit('Tokyo').click();
  await nori.editor.button('Test connection').click();
  await expect(nori.editor.testResult).toContainText('records');
  await nori.editor.button('Cancel').click();
  await page.getByRole('combobox', { name: 'Appearance' }).selectOption('Dark');
  await expect(nori.instances.grid).toBeVisible();
  expect(complaints).toEqual([]);
  expect(answers.get('/')).toContain("script-src 'self'");
  expect([...answers].filter(([, policy]) => policy === undefined)).toEqual([]);

  await test.step('what the policy forbids is refused', async () => {
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "another"';
      document.body.append(script);
    });
    await expect.poll(() => complaints.join()).toContain('Content Security Policy');
    await expect(page).not.toHaveTitle('another');
  });
});

test('opens once by its link, and says so to whoever comes second', async ({ page, browser, fleet }) => {
  const link = await fleet.link();
  const nori = new NoriPage(page);
  await nori.open(link);
  const second = await browser.newContext();
  const stranger = await second.newPage();

  await stranger.goto(link);

  await expect(stranger.getByRole('alert')).toContainText('This one has been used or replaced');
  await expect(stranger.getByRole('alert')).toContainText('press Enter in the terminal where Nori runs');
  await stranger.goto(new URL('/', link).href);
  await expect(stranger.getByRole('alert')).toBeVisible();
  await second.close();

  await test.step('who was first stays in, also after a reload', async () => {
    await page.reload();
    await expect(nori.instances.count).toHaveText('20 instances');
  });
});
