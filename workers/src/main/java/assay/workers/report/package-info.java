/** A campaign's report: what is known of its judges, people and costs, as a document and a page. */
@NullMarked
package assay.workers.report;

import org.jspecify.annotations.NullMarked;
