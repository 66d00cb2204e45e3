import '../common/design.css';
import './phone.css';
import { render } from 'preact';
import { Phone } from './phone.tsx';

render(<Phone />, document.getElementById('app')!);
