import { type AppError, appError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { mostTemplates, type Template, type TemplatesFile } from '#contract/template.ts';
import type { Clock } from '../ports/clock.ts';
import type { Document } from '../ports/documents.ts';

export type TemplateKeeperPorts = {
  readonly document: Document<TemplatesFile>;
  readonly clock: Pick<Clock, 'now'>;
  /** Told of all templates after each change that is on disk. */
  readonly changed: (templates: readonly Template[]) => void;
};

/** Launch templates in their own file. One change at a time; what could not be saved did not happen. */
export class TemplateKeeper {
  readonly #ports: TemplateKeeperPorts;
  #templates: readonly Template[];
  #last: Promise<unknown> = Promise.resolve();

  private constructor(ports: TemplateKeeperPorts, templates: readonly Template[]) {
    this.#ports = ports;
    this.#templates = templates;
  }

  /** Reads the file; what is wrong with it comes as notices. */
  static async load(ports: TemplateKeeperPorts): Promise<{
    readonly keeper: TemplateKeeper;
    readonly notices: readonly AppError[];
  }> {
    const { value, notices } = await ports.document.load();
    return { keeper: new TemplateKeeper(ports, byName(value.templates)), notices };
  }

  /** By name. */
  get templates(): readonly Template[] {
    return this.#templates;
  }

  /** Adds or replaces by id. */
  save(template: Template): Promise<Result<Template>> {
    return this.#inTurn(async () => {
      const others = this.#templates.filter(({ id }) => id !== template.id);
      if (others.some(({ name }) => name === template.name))
        return err(
          appError('template/name-taken', 'another template has this name', { name: template.name }),
        );
      if (others.length >= mostTemplates)
        return err(appError('template/too-many', 'no more templates are kept', { most: mostTemplates }));
      const saved = { ...template, savedAt: this.#ports.clock.now() };
      const kept = await this.#keep([...others, saved]);
      return kept.ok ? ok(saved) : kept;
    });
  }

  remove(templateId: string): Promise<Result<null>> {
    return this.#inTurn(() => {
      const kept = this.#templates.filter(({ id }) => id !== templateId);
      return kept.length === this.#templates.length
        ? Promise.resolve(err(appError('template/not-found', 'no such template', { templateId })))
        : this.#keep(kept);
    });
  }

  /** Resolves once every change asked for so far is through. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #keep(templates: readonly Template[]): Promise<Result<null>> {
    const sorted = byName(templates);
    const saved = await this.#ports.document.save({ version: 1, templates: sorted });
    if (!saved.ok) return saved;
    this.#templates = sorted;
    this.#ports.changed(sorted);
    return saved;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(act);
    // A change that throws is its caller's to report; the next one starts all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

const byName = (templates: readonly Template[]): readonly Template[] =>
  templates.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
