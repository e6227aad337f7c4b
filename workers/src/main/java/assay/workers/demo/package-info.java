/**
 * The demo's world: prompts of our own writing, simulated models and people, and the last words.
 */
@NullMarked
package assay.workers.demo;

import org.jspecify.annotations.NullMarked;
