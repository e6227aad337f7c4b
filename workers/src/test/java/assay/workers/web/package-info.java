@NullMarked
package assay.workers.web;

import org.jspecify.annotations.NullMarked;
