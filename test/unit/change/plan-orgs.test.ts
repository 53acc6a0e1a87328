// Organisations, teams, their permissions, and profiles.
import { describe, expect, it } from 'vitest';
import { planGrant, planRevoke } from '../../../src/change/plan-grant.ts';
import { planOrg } from '../../../src/change/plan-org.ts';
import { planProfile, type ProfileEdit } from '../../../src/change/plan-profile.ts';
import { planTeam, planTeamMember } from '../../../src/change/plan-team.ts';
import type { Role } from '../../../src/model/orgs.ts';
import {
  filesOf,
  heldOrg,
  heldPackage,
  heldUser,
  team,
  user,
  writtenBy,
} from '../../support/held.ts';
import { packageName } from '../../support/model.ts';

const code = (text: string): unknown => expect.objectContaining({ code: text });
const members = { mira: 'owner', jo: 'developer' };

describe('an organisation', () => {
  const plan = (org: object | undefined, name: string, role?: Role) =>
    planOrg({ org: heldOrg(org), user: user(name), role });

  it('gets members and gives them roles', () => {
    const change = plan({ members }, 'ann', 'admin');
    expect(writtenBy(change)).toEqual({ members: { ...members, ann: 'admin' } });
    expect(change?.message).toBe('npm org set acme ann admin\n');
    expect(writtenBy(plan({ members }, 'jo', 'owner'))).toEqual({
      members: { mira: 'owner', jo: 'owner' },
    });
    expect(plan({ members }, 'jo', 'developer')).toBeUndefined();
  });

  it('begins with an owner', () => {
    expect(filesOf(plan(undefined, 'mira', 'owner'))).toEqual({
      'orgs/acme.json': '{\n  "members": {\n    "mira": "owner"\n  }\n}\n',
    });
    expect(() => plan(undefined, 'mira', 'developer')).toThrow(code('ORG_UNKNOWN'));
    expect(() => plan(undefined, 'mira')).toThrow(code('ORG_UNKNOWN'));
  });

  it('loses a member from its teams, too', () => {
    const teams = { web: { members: ['jo', 'mira'], packages: {} }, core: { members: ['mira'] } };
    const change = plan({ members, teams }, 'jo');
    expect(writtenBy(change)).toEqual({
      members: { mira: 'owner' },
      teams: { web: { members: ['mira'], packages: {} }, core: { members: ['mira'] } },
    });
    expect(change?.message).toBe('npm org rm acme jo\n');
  });

  it('keeps its last owner', () => {
    expect(() => plan({ members }, 'mira')).toThrow(code('OWNER_LAST'));
    expect(() => plan({ members }, 'mira', 'admin')).toThrow(code('OWNER_LAST'));
    expect(plan({ members: { mira: 'owner', jo: 'owner' } }, 'mira')).toBeDefined();
  });

  it('loses nobody who is not in it', () => {
    expect(() => plan({ members }, 'ann')).toThrow(code('USER_UNKNOWN'));
  });

  it('that cannot be read is never written', () => {
    for (const text of ['{', '[]', '{"members": {"mira": "king"}}', '{"a": 1}']) {
      expect(() => heldOrg(text)).toThrow(code('ORG_INVALID'));
    }
  });

  it('keeps its layout', () => {
    const text = '{"members": {"mira": "owner"}, "teams": {"web": {"members": ["mira"]}}}\n';
    const change = planOrg({ org: heldOrg(text), user: user('jo'), role: 'developer' });
    expect(filesOf(change)['orgs/acme.json']).toBe(
      text.replace('"owner"', '"owner", "jo": "developer"'),
    );
  });
});

describe('a team', () => {
  const teams = { web: { members: ['mira'], packages: { '@acme/ui': 'read-only' } } };
  const org = { members, teams };
  const make = (file: object | undefined, name: string, exists: boolean) =>
    planTeam({ org: heldOrg(file), team: team(name), exists, owned: [] });
  const put = (file: object | undefined, name: string, isMember: boolean) =>
    planTeamMember({ org: heldOrg(file), team: team('web'), user: user(name), isMember });

  it('is made once', () => {
    const change = make(org, 'core', true);
    expect(writtenBy(change)).toEqual({ members, teams: { ...teams, core: { members: [] } } });
    expect(change?.message).toBe('npm team create acme:core\n');
    expect(writtenBy(make({ members }, 'core', true))).toEqual({
      members,
      teams: { core: { members: [] } },
    });
    expect(make(org, 'web', true)).toBeUndefined();
    expect(() => make(undefined, 'web', true)).toThrow(code('ORG_UNKNOWN'));
  });

  it('is destroyed', () => {
    const change = make(org, 'web', false);
    expect(writtenBy(change)).toEqual({ members });
    expect(change?.message).toBe('npm team destroy acme:web\n');
    expect(() => make(org, 'core', false)).toThrow(code('TEAM_UNKNOWN'));
  });

  it('takes members of its organisation', () => {
    const change = put(org, 'jo', true);
    expect(writtenBy(change)).toMatchObject({ teams: { web: { members: ['mira', 'jo'] } } });
    expect(change?.message).toBe('npm team add acme:web jo\n');
    expect(writtenBy(put({ members, teams: { web: {} } }, 'jo', true))).toMatchObject({
      teams: { web: { members: ['jo'] } },
    });
    expect(put(org, 'mira', true)).toBeUndefined();
    expect(() => put(org, 'ann', true)).toThrow(code('USER_UNKNOWN'));
    expect(() => put({ members }, 'jo', true)).toThrow(code('TEAM_UNKNOWN'));
    expect(() => put(undefined, 'jo', true)).toThrow(code('ORG_UNKNOWN'));
  });

  it('loses members, also its last', () => {
    const change = put(org, 'mira', false);
    expect(writtenBy(change)).toMatchObject({ teams: { web: { members: [] } } });
    expect(change?.message).toBe('npm team rm acme:web mira\n');
    expect(() => put(org, 'jo', false)).toThrow(code('USER_UNKNOWN'));
  });

  it('may do with a package what it is granted', () => {
    const grant = (name: string, permission: 'read-only' | 'read-write') =>
      planGrant({
        org: heldOrg(org),
        team: team('web'),
        pkg: heldPackage({ name, versions: ['1.0.0'] }),
        permission,
      });
    const change = grant('left-pad', 'read-write');
    expect(writtenBy(change)).toMatchObject({
      teams: { web: { packages: { '@acme/ui': 'read-only', 'left-pad': 'read-write' } } },
    });
    expect(change?.message).toBe('npm access grant read-write acme:web left-pad\n');
    expect(writtenBy(grant('@acme/ui', 'read-write'))).toMatchObject({
      teams: { web: { packages: { '@acme/ui': 'read-write' } } },
    });
    expect(grant('@acme/ui', 'read-only')).toBeUndefined();
  });

  it('loses what it was granted, also on a package that is gone', () => {
    const revoke = (file: object | undefined, name: string) =>
      planRevoke({ org: heldOrg(file), team: team('web'), name: packageName(name) });
    const change = revoke(org, '@acme/ui');
    expect(writtenBy(change)).toEqual({ members, teams: { web: { members: ['mira'] } } });
    expect(change?.message).toBe('npm access revoke acme:web @acme/ui\n');
    expect(() => revoke(org, 'left-pad')).toThrow(code('PACKAGE_UNKNOWN'));
    expect(() => revoke({ members }, '@acme/ui')).toThrow(code('TEAM_UNKNOWN'));
    expect(() => revoke(undefined, '@acme/ui')).toThrow(code('ORG_UNKNOWN'));
  });
});

describe('a profile', () => {
  const plan = (profile: object | undefined, edit: ProfileEdit, taken: readonly string[] = []) =>
    planProfile({ user: heldUser(profile), edit, taken: new Set(taken) });

  it('is begun, changed, and shortened', () => {
    const change = plan(undefined, { name: 'Mira M.', email: 'mira@acme.example' });
    expect(writtenBy(change)).toEqual({ name: 'Mira M.', email: 'mira@acme.example' });
    expect(change?.message).toBe(
      'npm profile set fullname "Mira M."\n\nnpm profile set email mira@acme.example\n',
    );
    expect(writtenBy(plan({ name: 'Mira', forge: 'm' }, { name: '', forge: 'mm' }))).toEqual({
      forge: 'mm',
    });
    expect(filesOf(plan({ name: 'Mira' }, { name: '' }))).toEqual({ 'users/mira.json': '{}\n' });
  });

  it('is not written where it says so already', () => {
    expect(plan({ name: 'Mira' }, { name: 'Mira', email: '' })).toBeUndefined();
  });

  it('holds no address that is none, or another user has', () => {
    expect(() => plan({}, { email: 'mira' })).toThrow(code('USER_INVALID'));
    expect(() => plan({}, { email: 'JO@acme.example' }, ['jo@acme.example'])).toThrow(
      code('USER_INVALID'),
    );
  });

  it('that cannot be read is never written', () => {
    expect(() => heldUser('{"password": "x"}')).toThrow(code('USER_INVALID'));
  });
});
