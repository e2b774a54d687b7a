/**
 * The messages of a batch that are to be deleted after a function with ReportBatchItemFailures has answered.
 * Nothing or an empty list is success; an answer of another shape, an empty identifier or one that is not in the
 * batch fails the whole batch (Lambda developer guide, "Success and failure conditions").
 */
export function succeeded<Message extends { messageId: string }>(
  batch: Message[],
  payload: string,
): Message[] {
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const failures = typeof answer === 'object' ? (answer?.batchItemFailures ?? []) : undefined;
  if (!Array.isArray(failures)) return [];
  const failed = new Set(
    failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier),
  );
  const known = new Set<unknown>(batch.map(({ messageId }) => messageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return batch.filter(({ messageId }) => !failed.has(messageId));
}
