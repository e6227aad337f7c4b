package assay.workers.demo;

import java.util.ArrayList;
import java.util.List;

/** Prompts that ask for a text: polite e-mails, better sentences, and facts from a note. */
final class WritingTemplates {
  private WritingTemplates() {}

  private record Favour(String to, String request, String reason, String when) {}

  private static final List<Favour> FAVOURS =
      List.of(
          new Favour("Ms Okafor", "move our meeting", "a train was cancelled", "Thursday at 10"),
          new Favour("Mr Lindqvist", "send the invoice again", "the file was damaged", "Friday"),
          new Favour("Dr Amrani", "extend the deadline", "two colleagues are ill", "next Monday"),
          new Favour("Mrs Novak", "borrow the projector", "ours is being repaired", "Wednesday"),
          new Favour(
              "Mr Castillo", "check the draft contract", "the client is waiting", "tomorrow"),
          new Favour("Ms Hamada", "share the slides", "I had to leave early", "this afternoon"),
          new Favour("Prof Weber", "write a short reference", "I am applying abroad", "15 March"),
          new Favour("Ms Duarte", "book the larger room", "more guests have signed up", "Tuesday"),
          new Favour("Mr Petrov", "confirm the delivery", "the shelves arrive first", "Monday"));

  static List<DemoItem> emails() {
    List<DemoItem> items = new ArrayList<>();
    for (Favour f : FAVOURS) {
      items.add(
          new DemoItem(
              "email-" + (items.size() + 1),
              "email",
              "Write a short, polite e-mail asking %s to %s by %s, because %s."
                  .formatted(f.to, f.request, f.when, f.reason),
              "Dear %s,\n\nI hope you are well. Because %s, may I ask you to %s by %s? I know that this is short notice; please tell me if another time suits you better.\n\nMany thanks and kind regards"
                  .formatted(f.to, f.reason, f.request, f.when),
              "Hello %s, could you %s by %s? Thanks.".formatted(f.to, f.request, f.when),
              "%s! You need to %s NOW. I have no time to explain, just do it."
                  .formatted(f.to, f.request)));
    }
    return items;
  }

  private record Sentence(String clumsy, String clear, String halfway, String worse) {}

  private static final List<Sentence> SENTENCES =
      List.of(
          new Sentence(
              "It is due to the fact that it rained that the game was not able to take place.",
              "The game was cancelled because of rain.",
              "Due to the fact that it rained, the game could not take place.",
              "The rain was playing and the game did not rain."),
          new Sentence(
              "At this point in time we are in the process of hiring.",
              "We are hiring now.",
              "At this point in time we are hiring.",
              "We are fired at this point of the process."),
          new Sentence(
              "The report that was written by Anna was read by the whole team.",
              "The whole team read Anna's report.",
              "The report written by Anna was read by the whole team.",
              "Anna read the report that the whole team wrote."),
          new Sentence(
              "There are many users who are complaining about the new menu.",
              "Many users complain about the new menu.",
              "There are many users complaining about the new menu.",
              "The new menu is complaining about many users."),
          new Sentence(
              "He made the decision to give consideration to the offer.",
              "He decided to consider the offer.",
              "He made the decision to consider the offer.",
              "He considered whether offers make decisions."),
          new Sentence(
              "In spite of the fact that she was tired, she continued to keep walking.",
              "Although she was tired, she kept walking.",
              "In spite of being tired, she continued to keep walking.",
              "She was tired because she did not walk."),
          new Sentence(
              "The reason why the shop closed is because of the fact that rents rose.",
              "The shop closed because rents rose.",
              "The reason why the shop closed is that rents rose.",
              "The rents closed because the shop rose."),
          new Sentence(
              "Please be so kind as to make sure that you do not forget to lock the door.",
              "Please remember to lock the door.",
              "Please make sure that you do not forget to lock the door.",
              "Please forget the door and lock yourself."),
          new Sentence(
              "The new bridge has the ability to carry trucks that are heavy.",
              "The new bridge can carry heavy trucks.",
              "The new bridge is able to carry trucks that are heavy.",
              "Heavy trucks are able to carry the new bridge."));

  static List<DemoItem> rewriting() {
    List<DemoItem> items = new ArrayList<>();
    for (Sentence s : SENTENCES) {
      items.add(
          new DemoItem(
              "rewrite-" + (items.size() + 1),
              "rewriting",
              "Rewrite this sentence so that it is short and clear: \"%s\"".formatted(s.clumsy),
              s.clear,
              s.halfway,
              s.worse));
    }
    return items;
  }

  private record Visit(String who, String day, String time, String place, String bring) {}

  private static final List<Visit> VISITS =
      List.of(
          new Visit("Dr Sato", "Tuesday", "14:30", "room 208", "the X-ray images"),
          new Visit("the plumber", "Friday", "8:00", "the basement", "the spare key"),
          new Visit("Aunt Greta", "Sunday", "15:00", "the botanical garden", "an umbrella"),
          new Visit("the auditor", "Monday", "9:15", "the small office", "last year's receipts"),
          new Visit("coach Lima", "Saturday", "10:00", "the north field", "two footballs"),
          new Visit("the notary", "Wednesday", "11:45", "4 Mill Lane", "a passport"),
          new Visit("the choir", "Thursday", "19:30", "St Anne's hall", "the blue folder"),
          new Visit("the vet", "Friday", "16:20", "the clinic in Elm Street", "the vaccine card"),
          new Visit("Mr Osei", "Monday", "13:00", "platform 6", "the signed forms"));

  static List<DemoItem> facts() {
    List<DemoItem> items = new ArrayList<>();
    for (Visit v : VISITS) {
      items.add(
          new DemoItem(
              "facts-" + (items.size() + 1),
              "extraction",
              "From this note, list who, day, time, place and what to bring: \"Don't forget: %s expects us on %s, %s sharp, at %s. And bring %s this time!\""
                  .formatted(v.who, v.day, v.time, v.place, v.bring),
              "Who: %s\nDay: %s\nTime: %s\nPlace: %s\nBring: %s"
                  .formatted(v.who, v.day, v.time, v.place, v.bring),
              "We meet %s on %s at %s.".formatted(v.who, v.day, v.time),
              "Who: us\nDay: any day\nTime: sharp\nPlace: not given\nBring: nothing; %s brings %s"
                  .formatted(v.who, v.bring)));
    }
    return items;
  }
}
