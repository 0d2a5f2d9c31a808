import './without-eval.ts';
import './theme/base.css';
import './theme/marks.css';
import { connect } from '#contract/rpc/connect.ts';
import { createPage } from './create-page.ts';
import { openTransport } from './transport/open-transport.ts';

createPage({ open: async () => connect(await openTransport()) }).mount('#app');
