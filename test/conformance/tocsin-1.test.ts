import { conforms } from './tocsin';

conforms(0);
