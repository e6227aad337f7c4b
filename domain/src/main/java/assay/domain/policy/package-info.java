/**
 * Decisions: accept, spot-check, people, escalate, settle, fall back, and the label that follows.
 *
 * <p>Every decision is a pure function of the spec and the evidence.
 */
@NullMarked
package assay.domain.policy;

import org.jspecify.annotations.NullMarked;
