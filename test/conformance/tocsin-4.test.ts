import { conforms } from './tocsin';

conforms(3);
