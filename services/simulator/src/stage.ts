import { compileCalendar, provinceCalendar, type WorkingCalendar } from '@motcua/working-calendar';
import { newActivity, Warnings, type Activity } from './drive/activity.js';
import { ApiClient } from './drive/api-client.js';
import { DossierDriver, type Pace } from './drive/dossier-driver.js';
import { kindOf, textOf } from './drive/faults.js';
import { PaymentGateway } from './drive/gateway.js';
import { FileJournal, noJournal, type Journal } from './drive/journal.js';
import { readClientSecrets, TokenSource } from './drive/tokens.js';
import type { PlannedDossier } from './plan/index.js';
import type { Settings } from './settings.js';

export interface StageOptions {
  readonly settings: Settings;
  readonly patienceMs: number;
  readonly journal?: string | undefined;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  /** Say every kind of fault that is tried again once. @default false */
  readonly showRetries?: boolean;
}

/** What both ways of running share: the line to the province and the people who act on it. */
export class Stage {
  readonly calendar: WorkingCalendar = compileCalendar(provinceCalendar);

  private constructor(
    private readonly options: StageOptions,
    readonly api: ApiClient,
    readonly warnings: Warnings,
    private readonly gateway: PaymentGateway,
    private readonly journal: Journal,
    readonly activity: Activity,
  ) {}

  static async open(options: StageOptions): Promise<Stage> {
    const { settings, patienceMs } = options;
    const warnings = new Warnings((line) => options.write(`${line}\n`));
    const activity = newActivity();
    const secrets = await readClientSecrets(settings.clientsFile);
    const tokens = new TokenSource({ issuer: settings.issuer, secrets, patienceMs });
    const onRetry = options.showRetries === true ? warnings.warn.bind(warnings) : undefined;
    const api = new ApiClient({
      portalUrl: settings.portalUrl,
      tokens,
      activity,
      patienceMs,
      ...(onRetry === undefined ? {} : { onRetry }),
    });
    const journal = options.journal === undefined ? noJournal : await FileJournal.open(options.journal);
    return new Stage(options, api, warnings, new PaymentGateway(settings.gatewaySecret), journal, activity);
  }

  /** Lives one planned life; a refusal ends that dossier only, and is shown once per kind. */
  async play(dossier: PlannedDossier, keyPrefix: string, pace: Pace): Promise<void> {
    const { api, gateway, journal, calendar } = this;
    const { patienceMs, signal } = this.options;
    const context = { api, gateway, journal, calendar, pace, keyPrefix, patienceMs };
    try {
      await new DossierDriver(dossier, context, signal).drive();
      this.activity.dossiersDone += 1;
    } catch (fault) {
      if (signal.aborted) return;
      this.activity.dossiersFailed += 1;
      this.warnings.warn(kindOf(fault), textOf(fault));
    }
  }

  async close(): Promise<void> {
    await this.journal.close();
  }
}

/** Every step states the instant of the plan. */
export const backdatedPace: Pace = async (planned) => planned;
