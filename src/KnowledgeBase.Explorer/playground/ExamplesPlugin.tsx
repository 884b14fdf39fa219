import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, examples } from './examples';

/** The pane that lists the example operations. A click opens one, ready to run. */
function Examples() {
  const { open, isReady } = useOpenExample();
  const active = useGraphiQL(state => state.tabs[state.activeTabIndex]?.query);
  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <p className="examples-hint">Click one, then run it with Ctrl-Enter.</p>
      <ol>
        {examples.map(example => (
          <li key={example.name}>
            <button
              type="button"
              data-operation={example.name}
              disabled={!isReady}
              aria-current={active === example.query}
              onClick={() => open(example)}
            >
              <strong>{example.title}</strong>
              {example.description.map(paragraph => <span key={paragraph}>{paragraph}</span>)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/**
 * Goes to the tab that holds the example untouched, or opens a new one. Not before both editors are there: they would begin
 * with the text of the first tab and keep it.
 */
function useOpenExample(): { open: (example: Example) => void; isReady: boolean } {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor'));
  const open = (example: Example) => {
    const { query, variables } = example;
    const opened = tabs.findIndex(tab => tab.query === query && (tab.variables || null) === variables);
    if (opened >= 0) {
      changeTab(opened);
      return;
    }
    addTab();
    updateActiveTabValues({ query, variables });
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables ?? '');
  };
  return { open, isReady: queryEditor !== undefined && variableEditor !== undefined };
}

function ExamplesIcon() {
  return (
    <svg height="1em" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <path d="M2 3h1M2 8h1M2 13h1M6 3h8M6 8h8M6 13h8" />
    </svg>
  );
}

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: 'Examples', icon: ExamplesIcon, content: Examples };
