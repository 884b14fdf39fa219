import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { createRoot } from 'react-dom/client';
import { Playground } from './Playground';
import { signInFromAddress } from './session';

// Before the page is there: it asks the server for the schema at once, as whoever is signed in.
void signInFromAddress(location.pathname).then(problem => createRoot(document.getElementById('playground')!).render(<Playground problem={problem} />));
