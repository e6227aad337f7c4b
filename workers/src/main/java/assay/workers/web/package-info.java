/** The desk over HTTP: the REST API, and the page on which people label. */
@NullMarked
package assay.workers.web;

import org.jspecify.annotations.NullMarked;
