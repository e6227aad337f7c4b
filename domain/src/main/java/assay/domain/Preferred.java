package assay.domain;

/**
 * One response that is preferred to another of the same item.
 *
 * @param name what tells it from the item's other rows, empty where there is only one
 * @param chosen place of the better response in the item
 * @param rejected place of the other one
 * @param confidence in millionths
 * @param margin from 0 to 2, in millionths
 */
public record Preferred(String name, int chosen, int rejected, int confidence, int margin) {}
