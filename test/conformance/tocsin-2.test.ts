import { conforms } from './tocsin';

conforms(1);
