package assay.activities.generation;

/** Two responses, as they are stored. */
record Responses(String a, String b) {}
