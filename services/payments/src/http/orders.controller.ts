import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import {
  Command,
  CommandAnswer,
  CommandHeaders,
  Commands,
  checked,
  Documented,
  expectedRevision,
  idInPath,
  type CommandRequest,
} from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { ORDER_READERS, ReadOrder } from '../application/read-order.js';
import { RecordCounterCommand, type CounterCommand } from '../application/record-counter-command.js';
import { CounterBody, OrderAnswer, OrdersQuery, toAnswer } from './order.dto.js';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly commands: Commands,
    private readonly recordCommand: RecordCounterCommand,
    private readonly readOrder: ReadOrder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Roles(...ORDER_READERS)
  @Documented({ query: OrdersQuery, answers: OrderAnswer, summary: 'The fee of a dossier; 404 while it owes none.' })
  read(
    @Query(checked(OrdersQuery)) { dossierId }: OrdersQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<OrderAnswer>> {
    return this.unitOfWork.run(async (tx) => toAnswer(await this.readOrder.run(tx, dossierId, principal)));
  }

  @Post(':orderId/cash')
  @HttpCode(200)
  @Roles(Role.IntakeOfficer)
  @CommandHeaders({ ifMatch: true })
  @Documented({
    path: { orderId: 'id' },
    body: CounterBody,
    answers: OrderAnswer,
    summary: 'The fee was paid in cash.',
  })
  cash(
    @Param('orderId', idInPath) orderId: string,
    @Body(checked(CounterBody)) body: CounterBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<OrderAnswer>> {
    return this.record('cash', orderId, body, command, principal);
  }

  @Post(':orderId/refund')
  @HttpCode(200)
  @Roles(Role.IntakeOfficer, Role.Supervisor)
  @CommandHeaders({ ifMatch: true })
  @Documented({ path: { orderId: 'id' }, body: CounterBody, answers: OrderAnswer, summary: 'The fee was paid back.' })
  refund(
    @Param('orderId', idInPath) orderId: string,
    @Body(checked(CounterBody)) body: CounterBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<OrderAnswer>> {
    return this.record('refund', orderId, body, command, principal);
  }

  private record(
    name: CounterCommand,
    orderId: string,
    body: CounterBody,
    command: CommandRequest,
    principal: Principal,
  ): Promise<CommandAnswer<OrderAnswer>> {
    return this.commands.run(command, async (tx) => {
      const options = { ...body, orderId, command: name, expectedRevision: expectedRevision(command), principal };
      return toAnswer(await this.recordCommand.run(tx, options));
    });
  }
}
