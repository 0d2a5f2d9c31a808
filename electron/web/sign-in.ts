/**
 * The page behind a one-time link. The token is in the link's fragment, which browsers keep to themselves: no
 * server, log, referrer or link preview sees it. The script takes it out of the address bar and the history, and
 * posts it for a session.
 */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <title>Nori</title>
    <link rel="icon" href="data:," />
    <style>
      body { font: 16px/1.6 system-ui, sans-serif; margin: 20vh auto; max-width: 34rem; padding: 0 1rem; }
      [data-state='opening'] .refused, [data-state='refused'] .opening { display: none; }
    </style>
  </head>
  <body data-state="opening">
    <h1>Nori</h1>
    <p class="opening" role="status">Opening…</p>
    <section class="refused" role="alert">
      <p>Nori opens by a link that works once. This one has been used or replaced, or there was none.</p>
      <p>For a new one, press Enter in the terminal where Nori runs, or start Nori again.</p>
      <p lang="ja">Nori は一度だけ使えるリンクで開きます。このリンクは使用済みか無効です。</p>
      <p lang="ja">新しいリンクを得るには、Nori を実行している端末で Enter を押すか、Nori を起動し直してください。</p>
    </section>
    <noscript>Nori needs JavaScript. / Nori には JavaScript が必要です。</noscript>
    <script type="module" src="/sign-in.js"></script>
  </body>
</html>
`;

/** A browser that has a session already gets in by that, whatever has become of the link. */
export const signInScript = `const token = location.hash.slice(1);
history.replaceState(null, '', '/sign-in');
const isAdmitted = async (request) => (await fetch('/session', request).catch(() => ({ ok: false }))).ok;
const admitted =
  (token !== '' && (await isAdmitted({ method: 'POST', body: token }))) || (await isAdmitted({}));
if (admitted) location.replace('/');
else document.body.dataset.state = 'refused';
`;
