import { describe, expect, it } from '@jest/globals';
import { EVENT_TOPICS, eventCatalogue, topicDeclarations } from '@motcua/contracts';

const record = {
  'retention.ms': '-1',
  'message.timestamp.type': 'LogAppendTime',
  'unclean.leader.election.enable': 'false',
};

describe('Topics', () => {
  it.each([
    ['dossier.events', 24, record],
    ['deadline.events', 24, record],
    ['payment.events', 24, record],
    ['survey.events', 24, record],
    ['calendar.events', 24, { ...record, 'cleanup.policy': 'compact' }],
    ['dead.letters', 24, record],
    ['intake.replays', 24, record],
    ['deadlines.replays', 24, record],
    ['payments.replays', 24, record],
    ['surveys.replays', 24, record],
    ['metrics.replays', 24, record],
    ['relay.watermarks', 1, { 'retention.ms': '3600000', 'message.timestamp.type': 'LogAppendTime' }],
  ])('%s has %i partitions and its settings', (name, partitions, config) => {
    expect(topicDeclarations.find((topic) => topic.name === name)).toEqual({ name, partitions, config });
  });

  it('are twelve', () => {
    expect(topicDeclarations).toHaveLength(12);
  });

  it('of the figures have the same number of partitions, so that a dossier has one number in all of them', () => {
    const partitions = topicDeclarations
      .filter(({ name }) => (EVENT_TOPICS as readonly string[]).includes(name))
      .map((topic) => topic.partitions);
    expect(new Set(partitions).size).toBe(1);
  });

  it('exist for every event that is declared', () => {
    const declared = new Set(topicDeclarations.map(({ name }) => name));
    expect([...eventCatalogue.values()].filter(({ family }) => !declared.has(family.topic))).toEqual([]);
  });
});

describe('Event types', () => {
  it.each([...eventCatalogue.values()])(
    '$type is named after its family, in the past, with a version',
    (definition) => {
      const family = definition.family.topic.replace(/\.events$/, '');
      expect(definition.type).toMatch(new RegExp(`^vn\\.motcua\\.${family}\\.[a-z-]+\\.v\\d+$`));
      expect(definition.summary).toMatch(/^[A-Z].*\.$/);
    },
  );
});
