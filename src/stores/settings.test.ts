import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { defaultSettings } from '#contract/settings.ts';
import { aPage, settle } from '../testing/page-context.ts';
import { useSettingsStore } from './settings.ts';

async function opened() {
  const engine = createFakeEngine();
  const page = aPage(engine);
  const settings = page.run(() => useSettingsStore());
  await settle();
  const saved = () =>
    engine.calls.flatMap(({ method, input }) => (method === 'settings.save' ? [input] : []));
  return { engine, page, settings, saved };
}

describe('settings', () => {
  it('are saved at once, and together what follows close upon it', async () => {
    const { page, settings, saved } = await opened();
    settings.change({ theme: 'dark' });
    await settle();
    expect(saved()).toMatchObject([{ theme: 'dark' }]);
    settings.change({ locale: 'ja' });
    settings.change({ theme: 'light' });
    await settle();
    expect(saved()).toHaveLength(1);
    expect(settings.settings).toMatchObject({ theme: 'light', locale: 'ja' });

    page.time.advance(1_000);
    await settle();

    expect(saved().slice(1)).toMatchObject([{ theme: 'light', locale: 'ja' }]);
  });

  it('are saved at once when the page is left', async () => {
    const { page, settings, saved } = await opened();
    settings.change({ theme: 'dark' });
    settings.change({ locale: 'ja' });
    await settle();

    page.visibility.set(true);
    await settle();
    page.time.advance(1_000);
    await settle();

    expect(saved().slice(1)).toMatchObject([{ theme: 'dark', locale: 'ja' }]);
  });

  it('are not saved when nothing was changed', async () => {
    const { page, saved } = await opened();

    page.visibility.set(true);
    await settle();

    expect(saved()).toEqual([]);
  });

  it('never replace what was remembered before it is known', async () => {
    const engine = createFakeEngine({ settings: { ...defaultSettings, locale: 'ja' } });
    const page = aPage(engine);
    const settings = page.run(() => useSettingsStore());
    settings.change({ theme: 'dark' });

    await settle();
    page.time.advance(1_000);
    await settle();

    expect(settings.settings.locale).toBe('ja');
    expect(engine.calls.filter(({ method }) => method === 'settings.save')).toEqual([]);
  });

  it('outlive an engine that is away when they are to be saved', async () => {
    const { engine, page, settings, saved } = await opened();
    page.isCut = true;
    engine.disconnect();
    await settle();
    settings.change({ theme: 'dark' });
    page.time.advance(1_000);
    await settle();
    expect(saved()).toEqual([]);

    page.isCut = false;
    page.link.retryNow();
    await settle();

    expect(settings.settings.theme).toBe('dark');
    expect(saved()).toMatchObject([{ theme: 'dark' }]);
  });
});
