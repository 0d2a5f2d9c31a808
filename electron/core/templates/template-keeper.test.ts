import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import {
  emptyTemplatesFile,
  mostTemplates,
  type Template,
  templateSchema,
  type TemplatesFile,
} from '#contract/template.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { FakeDocument } from '../../../testing/fake-document.ts';
import { TemplateKeeper } from './template-keeper.ts';

const aTemplate = (name: string, fields: object = {}): Template =>
  templateSchema.parse({
    id: `id-${name}`,
    name,
    datacenterId: 'tokyo',
    account: 'a-00000001',
    parameters: { imageId: 'wmi-a', instanceSpecId: 'is-a', hostname: 'web-{n}' },
    count: 3,
    resources: [{ kind: 'images', id: 'wmi-a', description: 'Lucid' }],
    ...fields,
  });

async function setUp(templates: readonly Template[] = []) {
  const document = new FakeDocument<TemplatesFile>({ ...emptyTemplatesFile, templates });
  const told: (readonly string[])[] = [];
  const clock = new FakeClock();
  const { keeper } = await TemplateKeeper.load({
    document,
    clock,
    changed: (all) => told.push(all.map(({ name }) => name)),
  });
  return { keeper, document, told, clock };
}

describe('launch templates', () => {
  it('are saved, dated, and told by name', async () => {
    const { keeper, document, told, clock } = await setUp([aTemplate('web')]);

    const saved = await keeper.save(aTemplate('db'));

    expect(saved).toEqual({ ok: true, value: aTemplate('db', { savedAt: clock.now() }) });
    expect(document.value.templates.map(({ name }) => name)).toEqual(['db', 'web']);
    expect(told).toEqual([['db', 'web']]);
  });

  it('are replaced by id, also under another name', async () => {
    const { keeper } = await setUp([aTemplate('web')]);

    await keeper.save(aTemplate('front', { id: 'id-web' }));

    expect(keeper.templates.map(({ name }) => name)).toEqual(['front']);
  });

  it('have a name each', async () => {
    const { keeper, told } = await setUp([aTemplate('web')]);

    const saved = await keeper.save(aTemplate('web', { id: 'id-other' }));

    expect(saved).toMatchObject({ ok: false, error: { code: 'template/name-taken' } });
    expect(told).toEqual([]);
  });

  it('are bounded in number', async () => {
    const many = Array.from({ length: mostTemplates }, (_, at) => aTemplate(`t-${String(at)}`));
    const { keeper } = await setUp(many);

    expect(await keeper.save(aTemplate('one more'))).toMatchObject({ error: { code: 'template/too-many' } });
    expect(await keeper.save(aTemplate('t-0', { count: 9 }))).toMatchObject({ ok: true });
  });

  it('stay as they were where the file can’t be written', async () => {
    const { keeper, document, told } = await setUp([aTemplate('web')]);
    document.failure = appError('file/unwritable', 'disk full');

    const removed = await keeper.remove('id-web');

    expect(removed).toMatchObject({ error: { code: 'file/unwritable' } });
    expect(keeper.templates.map(({ name }) => name)).toEqual(['web']);
    expect(told).toEqual([]);
  });

  it('are removed once', async () => {
    const { keeper } = await setUp([aTemplate('web')]);

    expect(await keeper.remove('id-web')).toEqual({ ok: true, value: null });
    expect(await keeper.remove('id-web')).toMatchObject({ error: { code: 'template/not-found' } });
  });
});
