import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** Asks by the document's hash alone, as an app does whose documents the server knows. */
export async function ask<Result, Variables>(url: string, document: TypedDocumentNode<Result, Variables>, variables: Variables): Promise<Result> {
  const { hash } = (document as unknown as { __meta__: { hash: string } }).__meta__;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ documentId: hash, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string }[] };
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data;
}
