import 'swagger-ui-dist/swagger-ui.css';
import './docs.css';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-es-bundle.js';

// The document is the one that the services serve, and calls that are tried go to them.
SwaggerUIBundle({ url: '/openapi', domNode: document.getElementById('app'), deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0, validatorUrl: null });
