/** Tests of the demo's world, over real HTTP. */
@NullMarked
package assay.workers.demo;

import org.jspecify.annotations.NullMarked;
