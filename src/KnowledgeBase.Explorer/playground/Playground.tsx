import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { addressOf, type Operation, readAddress } from './address';
import { EXAMPLES_PLUGIN } from './ExamplesPlugin';
import { firstExample } from './examples';
import { createFetcher } from './fetcher';
import logo from './logo.svg';
import { SignedIn } from './SignedIn';

const plugins = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];
// The page is served by the endpoint itself, so its own path is where the queries go, behind any proxy.
const fetcher = createFetcher(location.pathname);

/** @param problem why the sign-in that the address asked for failed */
export function Playground({ problem }: { problem?: string }) {
  const initial = useMemo(initialOperation, []);
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={EXAMPLES_PLUGIN}
      initialQuery={initial?.query}
      initialVariables={initial ? initial.variables ?? '' : undefined}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
      onTabChange={({ tabs, activeTabIndex }) => showInAddress(tabs[activeTabIndex])}
    >
      <GraphiQL.Logo>
        <span className="playground-logo"><img src={logo} alt="" />KnowledgeBase</span>
      </GraphiQL.Logo>
      <GraphiQL.Footer><SignedIn problem={problem} /></GraphiQL.Footer>
    </GraphiQL>
  );
}

/** What the address asks for; on the first visit the seed question; else undefined, and the tabs of the last visit return. */
function initialOperation(): Operation | undefined {
  const asked = readAddress(new URL(location.href));
  if (asked) {
    return asked;
  }
  return localStorage.getItem('graphiql:tabState') === null ? firstExample : undefined;
}

/** Keeps the address a link to what the tab shows. */
function showInAddress(tab: { query: string | null; variables?: string | null } | undefined): void {
  if (tab) {
    history.replaceState(null, '', addressOf({ query: tab.query ?? '', variables: tab.variables ?? null }));
  }
}
