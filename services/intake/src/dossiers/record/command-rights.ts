import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { DossierStateV1 } from '@motcua/contracts';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { CatalogueRepository } from '../../catalogue/index.js';
import { legalCommands, type DossierCommandName } from '../domain/transitions.js';
import type { RecordCommandOptions } from './command-options.js';
import { rightsOf, type Right } from './command-rules.js';

/** Who may give which command to a dossier, by the agency tree of today. */
@Injectable()
export class CommandRights {
  constructor(
    private readonly catalogue: CatalogueRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Answers whether the officer may backdate: is BACKDATER wherever a right to the command is exercised.
   * @throws AppError `forbidden`
   */
  async require(
    tx: Tx,
    state: DossierStateV1,
    options: Pick<RecordCommandOptions, 'principal' | 'command' | 'correction'>,
  ): Promise<boolean> {
    const { principal } = options;
    let mayBackdate = true;
    for (const right of rightsOf(options, state)) {
      const paths = await this.pathsOf(tx, right);
      principal.require(right.roles, [...new Set(paths.flat())]);
      const exercisedAt = paths.filter((path) => right.roles.some((role) => principal.holds(role, path)));
      mayBackdate &&= exercisedAt.some((path) => principal.holds(Role.Backdater, path));
    }
    return mayBackdate;
  }

  /** The commands that a dossier takes from somebody in its present state; a correction counts by what most of it needs. */
  async offered(tx: Tx, state: DossierStateV1, principal: Principal): Promise<readonly DossierCommandName[]> {
    const offered: DossierCommandName[] = [];
    for (const command of legalCommands(state)) {
      if (await this.holdsAll(tx, principal, rightsOf({ command }, state))) offered.push(command);
    }
    return offered;
  }

  private async holdsAll(tx: Tx, principal: Principal, rights: readonly Right[]): Promise<boolean> {
    for (const right of rights) {
      const path = (await this.pathsOf(tx, right)).flat();
      if (!right.roles.some((role) => principal.holds(role, path))) return false;
    }
    return true;
  }

  private pathsOf(tx: Tx, { at }: Right): Promise<readonly (readonly string[])[]> {
    const today = localDayOf(this.clock.now());
    return Promise.all(at.map((agency) => this.catalogue.pathOfHeir(tx, agency, today)));
  }
}
