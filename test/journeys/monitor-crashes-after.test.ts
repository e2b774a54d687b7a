import { testMonitorCrashes } from './monitor-crashes';

describe('monitor, killed after a call', () => testMonitorCrashes('crashAfter'));
