import { serve } from './serve';
import { TocsinSender } from './tocsin-sender';

/** Tocsin for the runner: `npm run conformance`. */
void serve(new TocsinSender());
