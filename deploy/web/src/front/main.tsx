import '../common/design.css';
import './front.css';
import { render } from 'preact';
import { Front } from './front.tsx';

render(<Front />, document.getElementById('app')!);
