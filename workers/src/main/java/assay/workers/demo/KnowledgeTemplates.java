package assay.workers.demo;

import java.util.ArrayList;
import java.util.List;

/** Prompts that ask for something one knows: explanations, recipes, and comparisons. */
final class KnowledgeTemplates {
  private KnowledgeTemplates() {}

  private record Topic(String question, String clear, String thin, String wrong) {}

  private static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "why the sky is blue",
              "Sunlight holds all colours. Air scatters short waves such as blue far more than long ones such as red, so blue light reaches us from every part of the sky.",
              "It has to do with how air scatters light.",
              "The sky is blue because it reflects the sea."),
          new Topic(
              "why ice floats",
              "Water molecules form a wide lattice when they freeze, so ice takes up more room than the same mass of water. Being less dense, it floats.",
              "Ice is lighter than water.",
              "Ice floats because cold things always rise."),
          new Topic(
              "what causes tides",
              "The moon pulls on the near side of the sea more than on the far side. This raises two bulges, and as the earth turns, a coast passes through both each day.",
              "The moon causes the tides.",
              "Tides come from wind that pushes the water to and fro twice a day."),
          new Topic(
              "why we have seasons",
              "The earth's axis is tilted. For half the year the north leans towards the sun and gets steeper light and longer days; then it is the south's turn.",
              "Because the earth's axis is tilted.",
              "In summer the earth is much closer to the sun."),
          new Topic(
              "how a vaccine works",
              "It shows the body a harmless part or form of a germ. The immune system learns to recognise it, so it can answer quickly when the real germ comes.",
              "It trains the immune system.",
              "It is a medicine that kills germs which are already in the body."),
          new Topic(
              "why bread rises",
              "Yeast eats sugar from the flour and gives off carbon dioxide. The stretchy gluten holds the gas in bubbles, so the dough swells.",
              "The yeast makes gas.",
              "Bread rises because the water in it boils at room temperature."),
          new Topic(
              "what inflation is",
              "Inflation means that prices rise in general, so the same money buys less than before. It is measured by following the price of a basket of goods.",
              "It means that things get more expensive.",
              "Inflation is when a bank prints new designs on its notes."),
          new Topic(
              "why leaves turn yellow",
              "In autumn a tree breaks down the green chlorophyll and keeps what it is made of. The yellow pigments that were there all along become visible.",
              "The green pigment goes away.",
              "Leaves turn yellow because they dry in the strong autumn sun."),
          new Topic(
              "how a rainbow forms",
              "Sunlight bends as it enters a raindrop, is reflected inside, and bends again on its way out. Each colour bends a little differently, so they fan out.",
              "Raindrops split the sunlight.",
              "A rainbow is smoke from lightning that shines in the sun."));

  static List<DemoItem> explanations() {
    List<DemoItem> items = new ArrayList<>();
    for (Topic t : TOPICS) {
      items.add(
          new DemoItem(
              "explain-" + (items.size() + 1),
              "explanation",
              "Explain in two or three sentences %s.".formatted(t.question),
              t.clear,
              t.thin,
              t.wrong));
    }
    return items;
  }

  private record Dish(String name, String parts, String heat, int minutes, String end) {}

  private static final List<Dish> DISHES =
      List.of(
          new Dish("a tomato omelette", "2 eggs, 1 tomato, salt", "fry gently", 5, "fold it"),
          new Dish("garlic noodles", "200 g noodles, 2 cloves of garlic, oil", "boil", 9, "toss"),
          new Dish("lentil soup", "150 g lentils, 1 carrot, 1 l broth", "simmer", 30, "season"),
          new Dish("baked potatoes", "4 potatoes, oil, salt", "bake at 200 °C", 50, "add curd"),
          new Dish("rice pudding", "100 g rice, 500 ml milk, sugar", "simmer", 35, "add cinnamon"),
          new Dish("stewed apples", "3 apples, 50 ml water, lemon juice", "stew", 12, "let cool"),
          new Dish("bean chili", "400 g beans, 1 onion, 400 g tomatoes", "stew", 25, "add cumin"),
          new Dish("cheese toast", "2 slices of bread, 60 g cheese", "grill", 4, "add pepper"),
          new Dish("pumpkin cream", "600 g pumpkin, 1 onion, broth", "simmer", 20, "blend"));

  static List<DemoItem> recipes() {
    List<DemoItem> items = new ArrayList<>();
    for (Dish d : DISHES) {
      items.add(
          new DemoItem(
              "recipe-" + (items.size() + 1),
              "cooking",
              "Give me a simple recipe for %s with amounts and times.".formatted(d.name),
              "You need: %s.\n1. Wash, cut and prepare everything.\n2. Then %s for about %d minutes and look after it now and then.\n3. To finish, %s and serve warm."
                  .formatted(d.parts, d.heat, d.minutes, d.end),
              "Take %s and %s until done.".formatted(d.parts, d.heat),
              "Buy %s in a shop and warm it in the packaging for %d minutes."
                  .formatted(d.name, d.minutes * 10)));
    }
    return items;
  }

  private record Choice(
      String one, String other, String strength, String otherStrength, String advice) {}

  private static final List<Choice> CHOICES =
      List.of(
          new Choice(
              "a bicycle",
              "a bus pass",
              "is free to ride",
              "works in rain",
              "for trips up to 5 km"),
          new Choice("a laptop", "a desktop", "can be carried", "costs less", "to work on trains"),
          new Choice("paper books", "e-books", "need no power", "weigh nothing", "to read in bed"),
          new Choice(
              "renting", "buying a flat", "keeps you free", "builds wealth", "for two years"),
          new Choice("tea", "coffee", "is milder", "wakes you faster", "for the evening"),
          new Choice(
              "trains", "planes", "need less energy", "are faster over seas", "within one country"),
          new Choice(
              "LED lamps",
              "halogen lamps",
              "use less power",
              "cost less",
              "for a hall that is lit all day"),
          new Choice(
              "e-mail", "the phone", "leaves a record", "is quicker", "for sending a long list"),
          new Choice("wool", "cotton", "is warmer", "is easy to wash", "for a winter coat"));

  static List<DemoItem> comparisons() {
    List<DemoItem> items = new ArrayList<>();
    for (Choice c : CHOICES) {
      items.add(
          new DemoItem(
              "compare-" + (items.size() + 1),
              "comparison",
              "Compare %s and %s in a few lines. Which would you take %s?"
                  .formatted(c.one, c.other, c.advice),
              "In short, %s %s, while %s %s. Both count, but %s I would take %s, because there this strength matters every time."
                  .formatted(c.one, c.strength, c.other, c.otherStrength, c.advice, c.one),
              "Both have their merits; I would take %s.".formatted(c.one),
              "They are the same thing, so take the one with the nicer colour."));
    }
    return items;
  }
}
