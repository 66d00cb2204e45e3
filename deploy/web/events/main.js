import '@asyncapi/react-component/styles/default.min.css';
import '../src/docs/docs.css';
import AsyncApi from '@asyncapi/react-component/lib/esm/containers/AsyncApi/Standalone.js';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import schema from 'virtual:asyncapi';

createRoot(document.getElementById('app')).render(createElement(AsyncApi, { schema: JSON.parse(schema), config: { show: { sidebar: true } } }));
