import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud';
import { assembly, IMPATIENT } from '../journeys/cloud';
import { Endpoints } from './endpoints';
import type { Plan } from './plan';
import { Project } from './project';
import { Timeline } from './timeline';
import { Weather } from './weather';

/** Who is told of what Tocsin itself reports; one in each project. */
export const toldEndpoint = (project: number): string => `${project}-told`;

/** A plan on its way: the cloud that it happens to, and everybody outside of it. */
export class Run {
  readonly weather: Weather;
  readonly endpoints: Endpoints;
  readonly timeline: Timeline;
  readonly projects: Project[] = [];
  /** Things that went wrong by themselves, besides what the laws find. */
  readonly problems: string[] = [];

  constructor(
    readonly plan: Plan,
    public cloud: Cloud,
    readonly reports: string[],
    private stateDir?: string,
  ) {
    this.weather = new Weather(plan);
    const clock = () => this.cloud.clock;
    this.timeline = new Timeline({
      get clock() {
        return clock();
      },
    });
    this.endpoints = new Endpoints(plan.endpoints, plan.seed, () => this.timeline.readings());
  }

  /** Fair weather: projects and subscriptions are made, but for those that come late. */
  async prepare(): Promise<void> {
    await this.endpoints.start();
    for (let index = 0; index < this.plan.projects; index++) {
      const project = await Project.make(this.cloud, this.timeline, index);
      this.projects.push(project);
      const name = toldEndpoint(index);
      const eventTypes = ['delivery.dead', 'endpoint.*'];
      const told = { name, project: index, eventTypes, behaviour: { kind: 'healthy' as const } };
      await project.subscribe(told, this.endpoints.url(name));
    }
    const early = this.plan.endpoints.filter(({ behaviour }) => behaviour.kind !== 'late');
    await Promise.all(early.map(({ name }) => this.subscribe(name)));
    // What functions and the gateway remember of this is forgotten by then.
    this.timeline.advance(6 * 60_000);
    await this.cloud.idle();
  }

  async subscribe(endpoint: string): Promise<void> {
    const plan = this.endpointPlan(endpoint);
    await this.projectOf(endpoint).subscribe(plan, this.endpoints.url(endpoint));
  }

  projectOf(endpoint: string): Project {
    return this.project(this.endpointPlan(endpoint).project);
  }

  project(index: number): Project {
    const project = this.projects[index];
    if (!project) throw new Error(`There is no project ${index}`);
    return project;
  }

  /** The same state under another cloud, a moment later. */
  async restart(): Promise<void> {
    if (this.stateDir === undefined) throw new Error('Only a cloud with a folder can be restarted');
    const { offsetMs } = this.cloud.clock;
    await this.cloud.stop();
    this.cloud = await startOn(this.stateDir, this.plan.seed, this.reports, offsetMs);
    for (const project of this.projects) project.moveTo(this.cloud);
    this.weather.begin(this.cloud);
  }

  private endpointPlan(name: string) {
    const plan = this.plan.endpoints.find((endpoint) => endpoint.name === name);
    if (!plan) throw new Error(`The plan has no endpoint ${name}`);
    return plan;
  }
}

export function startOn(
  stateDir: string,
  seed: number,
  reports: string[],
  clockOffsetMs = 0,
): Promise<Cloud> {
  return startCloud({
    assembly: assembly(),
    stateDir,
    clockOffsetMs,
    seed,
    allowedHosts: 'localhost,127.0.0.1',
    variables: IMPATIENT,
    report: (line) => reports.push(line),
  });
}

/** A folder for a cloud that is to be restarted, and how to remove it. */
export function stateFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-faults-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
