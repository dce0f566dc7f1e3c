// The package by names, as an ES module imports them.
import { Policy, Visit, VisitError, version } from 'homevisit';

if (!version || !(VisitError.prototype instanceof Error)) throw new Error('the names are not what they are called');
if (Policy.bundled('standard').audit(Visit.create('V')).decision !== 'allow') throw new Error('an empty record');
