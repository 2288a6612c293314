// The form of an annotation on a page of its own: tags and Subjects are suggested while somebody types.

import { suggest } from "./suggest.js";

const form = document.querySelector(".annotate");
suggest(form.elements.tags, form.dataset.tags, true);
if (form.elements.subject) suggest(form.elements.subject, form.dataset.subjects, false);
