import { conforms } from './tocsin';

conforms(2);
