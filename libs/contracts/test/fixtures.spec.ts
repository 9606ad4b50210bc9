import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, eventValue, readEvent } from '@motcua/contracts';
import { z } from 'zod';
import { attributesOf, fixtureOf, fixtures } from './fixtures.js';

const types = [...eventCatalogue.keys()];

describe('Golden fixtures', () => {
  it('exist for every event version, and for nothing else', () => {
    expect(fixtures.map(({ type }) => type).sort()).toEqual([...types].sort());
  });

  it.each(types)('%s is read as the event it was written from', (type) => {
    const fixture = fixtureOf(type);
    const event = readEvent(eventCatalogue.get(type)!, attributesOf(fixture), JSON.stringify(fixture.value));
    expect(event).toMatchObject({
      id: fixture.headers['ce_id'],
      type,
      source: `/services/${eventCatalogue.get(type)!.family.producer}`,
      subject: fixture.headers['ce_subject'],
      happenedAt: fixture.headers['ce_time'],
      recordedAt: fixture.value.recordedAt,
      revision: fixture.value.revision,
      state: fixture.value.state,
    });
    const known = eventCatalogue.get(type)!;
    expect(readEvent(known, attributesOf(fixture), eventValue(event))).toStrictEqual(event);
  });

  it.each(types)('%s names its subject in its state', (type) => {
    const { headers, value } = fixtureOf(type);
    expect(headers['ce_subject']).toBe(value.state['dossierId'] ?? value.state['calendarId']);
  });
});

/** Names of fields that would say who somebody is, or what somebody wrote. */
const PERSONAL =
  /name|phone|mail|birth|gender|addr|applicant|citizen|payer|account|card|idnumber|passport|comment|reason|note|actor|text/i;

describe('Nothing personal leaves in an event', () => {
  it.each(types)('%s carries no such field', (type) => {
    const words = new Set(wordFieldsOf(schemaOf(type)));
    const carried = fieldsOf(fixtureOf(type).value).filter((field) => !words.has(field));
    expect(carried.filter((field) => PERSONAL.test(field))).toEqual([]);
  });

  it.each(types)('%s declares no such field', (type) => {
    const schema = schemaOf(type);
    const words = new Set(wordFieldsOf(schema));
    const declared = fieldsOf(schema, 'properties').filter((field) => !words.has(field));
    expect(declared.filter((field) => PERSONAL.test(field))).toEqual([]);
  });

  it.each(types)('%s carries no value that looks like a telephone, an identity number or a mailbox', (type) => {
    const suspicious = /^\+?\d{9,14}$|@/;
    expect(textsOf(fixtureOf(type).value).filter((text) => suspicious.test(text))).toEqual([]);
  });
});

const schemaOf = (type: string): unknown => z.toJSONSchema(eventCatalogue.get(type)!.family.state);

/** Fields that hold one of a few declared words: nobody can write anything personal into them, whatever their name. */
function wordFieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = (schema as { properties?: Record<string, object> }).properties ?? {};
  const words = Object.keys(properties).filter((name) => 'enum' in properties[name]!);
  return [...words, ...Object.values(schema).flatMap(wordFieldsOf)];
}

/** Every key of a value, however deep; with `below`, only the keys directly under a key of that name. */
function fieldsOf(value: unknown, below?: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = below === undefined && !Array.isArray(value) ? [key] : [];
    const named = key === below ? Object.keys(inner as object) : [];
    return [...own, ...named, ...fieldsOf(inner, below)];
  });
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
