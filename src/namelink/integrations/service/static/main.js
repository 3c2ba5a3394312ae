// The page begins: its sections, and the language it speaks.

import { byId } from "./dom.js";
import { beginName, showNameAgain } from "./name.js";
import { currentLanguage, speak } from "./strings.js";
import { beginText, showTextAgain } from "./text.js";

beginText();
beginName();

byId("language").addEventListener("click", () => {
  speak(currentLanguage() === "ar" ? "en" : "ar");
  showTextAgain();
  showNameAgain();
});
