import { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import type { Account } from '../world/records.ts';
import type { DocumentValue } from './document.ts';
import { ApiError, BrokenParameters, InternalError, NoRoute } from './errors.ts';
import { KeyOrder } from './key-order.ts';
import { hasBadEscape } from './rack-parameters.ts';
import {
  bodyParameters,
  formParameters,
  parseTarget,
  type Format,
  type ParsedTarget,
  type RawRequest,
} from './request.ts';
import { findRoute } from './routes.ts';
import { toRubyJson } from './ruby-json.ts';
import { toRubyYaml } from './ruby-yaml.ts';

/** What goes back. Without `headers` only a status line is sent, as the web server in front of dcmgr does. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string;
  /** What the body was written from, where there is such a thing. */
  readonly document?: DocumentValue;
  readonly format: Format;
  /** Records rendered: what the request costs a worker. */
  readonly records: number;
};

export type ApiOptions = {
  readonly seed: number;
  /** Mode of the web framework; in `development` a missing route answers with a longer page. */
  readonly rackEnvironment?: 'production' | 'development';
  /** Hears of errors of the simulator itself, which callers see as a 500 like dcmgr's own. */
  readonly onBug?: (error: unknown) => void;
};

type Shape = Pick<ApiOptions, 'rackEnvironment'> & {
  readonly target: ParsedTarget;
  readonly request: RawRequest;
};

/** The HTTP API over a world, without sockets. */
export class Api {
  readonly #world: World;
  readonly #order: KeyOrder;
  readonly #requestIds: Random;
  readonly #options: ApiOptions;

  constructor(world: World, options: ApiOptions) {
    this.#world = world;
    this.#options = options;
    this.#order = new KeyOrder(options.seed);
    this.#requestIds = new Random(options.seed + 1);
  }

  handle(request: RawRequest): Answer {
    this.#world.clock.settle();
    if (hasBadEscape(request.target)) return bare(400);
    try {
      return this.#withRequestId(this.#answer(request));
    } catch (error) {
      if (error instanceof BrokenParameters) return bare(500);
      throw error;
    }
  }

  /** Writes a document as `handle` does. */
  write(document: DocumentValue, format: Format): string {
    return format === 'yaml' ? toRubyYaml(document, this.#order) : toRubyJson(document, this.#order);
  }

  #answer(request: RawRequest): Answer {
    const target = parseTarget(request.target);
    const form = formParameters(request, target);
    try {
      const account = this.#account(request.headers['x-vdc-account-uuid']);
      const route = findRoute(request.method, target.path);
      if (route === undefined) throw new NoRoute();
      const parameters = bodyParameters(request, target, form);
      const { document, records } = route.operation({
        world: this.#world,
        account,
        parameters,
        id: route.id,
      });
      return this.#written(200, document, target.format, records);
    } catch (error) {
      return this.#failed(error, { ...this.#options, target, request });
    }
  }

  /** Every request needs an account, and one that is not known yet is created. */
  #account(header: string | undefined): Account {
    if (header === undefined || header === '') throw new ApiError('InvalidRequestCredentials');
    if (!header.startsWith('a-')) {
      const detail = `Invalid uuid or unsupported uuid: ${header} in Dcmgr::Models::Account`;
      throw new ApiError('InvalidRequestCredentials', detail);
    }
    const account = this.#world.database.account(header);
    if (!account.enabled) throw new ApiError('DisabledAccount');
    return account;
  }

  #written(status: number, document: DocumentValue, format: Format, records: number): Answer {
    // XML was never finished; the operation has been carried out by the time that shows.
    if (format === 'xml') return html(500, '<h1>Internal Server Error</h1>');
    const type = format === 'yaml' ? 'text/yaml;charset=utf-8' : 'application/json';
    const body = this.write(document, format);
    return { status, headers: { 'Content-Type': type }, body, document, format, records };
  }

  #failed(error: unknown, shape: Shape): Answer {
    if (error instanceof BrokenParameters) throw error;
    if (error instanceof ApiError) {
      const format = shape.target.format === 'xml' ? 'json' : shape.target.format;
      return this.#written(error.status, error.document, format, 1);
    }
    if (error instanceof NoRoute) return notFound(shape);
    if (!(error instanceof InternalError)) this.#options.onBug?.(error);
    return html(500, '<h1>Internal Server Error</h1>');
  }

  #withRequestId(answer: Answer): Answer {
    return { ...answer, headers: { ...answer.headers, 'X-VDC-Request-ID': this.#requestIds.hex(40) } };
  }
}

const bare = (status: number): Answer => ({ status, headers: null, body: '', format: 'json', records: 0 });

function html(status: number, body: string): Answer {
  return { status, headers: { 'Content-Type': 'text/html;charset=utf-8' }, body, format: 'json', records: 1 };
}

function notFound({ rackEnvironment, target, request }: Shape): Answer {
  const page =
    rackEnvironment === 'development' ? developmentPage(target.path, request) : '<h1>Not Found</h1>';
  const isTyped = target.suffix !== null || request.headers['accept'] === undefined;
  const productionType = isTyped ? ';charset=utf-8' : '';
  const type = rackEnvironment === 'development' ? 'text/html;charset=utf-8' : productionType;
  return {
    status: 404,
    headers: { 'X-Cascade': 'pass', 'Content-Type': type },
    body: page,
    format: 'json',
    records: 0,
  };
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

function developmentPage(path: string, { method, headers }: RawRequest): string {
  return `<!DOCTYPE html>
<html>
<head>
  <style type="text/css">
  body { text-align:center;font-family:helvetica,arial;font-size:22px;
    color:#888;margin:20px}
  #c {margin:0 auto;width:500px;text-align:left}
  </style>
</head>
<body>
  <h2>Sinatra doesn&rsquo;t know this ditty.</h2>
  <img src='http://${escapeHtml(headers['host'] ?? '')}/__sinatra__/404.png'>
  <div id="c">
    Try this:
    <pre>${method.toLowerCase()} '${escapeHtml(path)}' do
  "Hello World"
end</pre>
  </div>
</body>
</html>
`;
}
