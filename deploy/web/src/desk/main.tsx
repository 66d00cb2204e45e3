import '../common/design.css';
import './desk.css';
import { render } from 'preact';
import { DeskPage } from './desk.tsx';

render(<DeskPage />, document.getElementById('app')!);
