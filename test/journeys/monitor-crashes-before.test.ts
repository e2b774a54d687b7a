import { testMonitorCrashes } from './monitor-crashes';

describe('monitor, killed before a call', () => testMonitorCrashes('crashBefore'));
