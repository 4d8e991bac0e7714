// How search reads words, in both languages. A word is found however it is typed: with a half space, a space or nothing
// between its parts; with Arabic letters; with any digits; and by the glossary's other names for it.
//
// Pages import this file when there is something to mark or to offer. The worker of Material's search has it too: see
// search_rank.js.
import { HALF_SPACE, foldLetters, toLatinDigits } from "./letters.js";

/**
 * What the terms of the glossary are called: by the key of a term, a list of names in each language, of which the first one
 * is what the pages call it; and a list of what only searches call it. The build writes them in.
 * @type {Record<string, string[][]>}
 */
const NAMES = {};
// What is written onto the end of a Persian word in speech, and is no part of it: a, my, your, his, is, and the object's "ra".
const ENCLITIC = /(?<=\p{Script=Arabic}{3})(?:ی|م|ت|ش|ه|و|یه|مو|تو|شو|ام|اش)$/u;
const ENDINGS = ["هایشان", "هایی", "هایش", "های", "ها", "ترین", "تری", "تر", "ای"];

// What a question is asked with tells nothing about what is asked: no such word counts, unless there is no other or it is
// part of a name. The words are spelled as foldWord() spells them, without half spaces.
export const COMMON = new Set(
  `a about actually after against all also am among an and any anyone anything anyway apply applied advantage are aren as at basically be because been become
  before being benefit best better between but by calculate can cannot cant cause certain come comes compare compared comparison compute confused could couldn
  couldnt define definition describe determine did didn didnt difference different do does doesn doesnt doing don done dont during each either else ever every
  exactly example explain explanation find for from general get give given go good got guy had happen has hasn have haven having he hello help her here hey hi him
  his how however hows i id if im in instead intuition into is isn isnt it its ive just kind know let lets like ll look lot m make many may maybe me mean meaning
  means might most mostly much must my necessary need nn no normally not of off often ok on one only onto or other our own particular people per person please
  possible processing purpose question re really reason s said same say see seem shall she should show simple since so some somebody someone something sort still
  stuff suppose supposed t take tell term than thank thanks that thats the their them then there these they thing think this those though through to too trouble try two
  typically under understand understood up upon us use used useful uses using usual usually ve versus very via vs wants was wasn way we were what whats when where
  whether which while who whom whose why will with won wonder wont word words work working works would wouldn wrong yes yet you your
  و از به در با را رو که این اون آن است هست هستند هستن هستم هستش نیست نیستند بود بودن بودنش باشد باشه باشن باشند هم هر تا برای واسه یا ولی اما اگر اگه پس نه بله ما من
  منو تو توی شما او آنها اینها اونا خود خودش همین همان همون همه همش هیچ چه چی چیست چیه چیز چیزی چیا چرا چطور چطوری چطوریه چگونه چجور چجوری چجوریه کدام کدوم کدومه کدامند کجا کجاست
  کجاها کی آیا چند چندتا چقدر چقد یعنی معنی معنای معنیش مفهوم مفهومش منظور منظورش فرق فرقش فرقی تفاوت تفاوتش تفاوتی مقایسه دارد داره دارند دارن ندارد نداره دارم داریم دارید
  کرد کردن کند کنه کنم کنیم کنند کنن کنید کنین کن میکند میکنه میکنم میکنیم میکنند میکنید میکنن نمیکند نمیکنه نمیکنن میشود میشه میشوند میشن نمیشود نمیشه نشه نشود
  شود بشه بشود شده شد شدن شدنی شم بشم بشیم شیم چیکار چکار کار کاری کارش درد دردی میخورد میخوره میدهد میده میدن میدهند بدهد بده بدم بدهید دهید بدین توضیح بگو بگید بگویید بگین بگه میگن میگویند میگه گفته
  میاد میاید میآید بیاد میره میرود میذارن میذارند میگذارند میذاریم بذارم بذاریم بذار بگذارم میگیرن میگیرند میگیره بزنم بزنیم میزنن میزنند
  لطفا ممنون ممنونم سلام مرسی خواهش لطف میتوان میتواند میتونه میتوانم میتونم میتونیم میتوانیم بتونم بتوانم بتونیم میخوام میخواهم میخواد میخواهد بخوام باید نباید بهتر بهتره بهترین خوب خوبه ساده زبان
  مثال مثل مثلا درباره مورد استفاده استفادهی مزایا مزیت معایب عیب کاربرد کاربردش دلیل دلیلش علت علتش باعث وقتی زمانی هنگام میان بین روی بهجای جای لازم لازمه نیاز داشته داشتن داشتم یک یه یکی اینکه پردازش حساب محاسبه انجام
  قابل اتفاق میافتد میفته بیفتد بعد قبل بسازم بسازیم بفهمم فهمیدم نمیفهمم متوجه بدونم بدانم بلدم پیدا دقیقا اصلا واقعا واقع حتما معمولا همیشه خیلی نحوه نحوهی روش شیوه طریقه چگونگی
  طور جور نوع اصولا کلا کمک`
    .split(/\s+/)
    .map(foldLetters),
);

// Ordinary words that readers use for what the pages call otherwise: those of a line stand for each other. What is a term, or
// another name for one, stands in the glossary.
const ALIKE = `conv, conv2d, convolve, convolution, convolutional
  invariant, invariance
  equivariant, equivariance
  image, picture, photo, photograph, img
  size, dimension, resolution
  fast, quick, speed, speed up, efficient, accelerate
  cost, expensive, cheap, computation, computational, complexity, flops
  remove, clean, eliminate, get rid
  smaller, shrink, reduce, decrease
  larger, bigger, enlarge, increase, upscale, resize, zoom
  border, boundary, rim
  exercise, problem, practice, practise, quiz, homework, exam
  answer, solution
  code, implement, implementation, program
  loop, nested, vectorize, vectorized
  brightness, intensity
  grey, grayscale, greyscale
  formula, equation
  backpropagation, backprop, backward, back propagation
  gradient descent, optimizer, sgd
  shift, translate, translation, displacement, move
  flip, rotate, rotation, turn, reverse, invert
  inverse, invertible, undo
  symmetric, symmetry, asymmetric
  diagonal, slanting, slanted, oblique
  outline, contour
  apart, distinguish, classify, classification, discriminate
  lose, lost, discard, throw away
  sure, confident, certain, certainty, overconfident
  fully connected, dense
  handwritten, handwriting
  average, avg
  centre, center, middle
  black, dark
  check, verify, test
  data, dataset
  memory, ram
  graphics card, gpu
  notebook, jupyter, colab
  glossary, dictionary
  licence, license, copyright, permission
  reference, citation, paper, bibliography
  کانولوشن, کانوولوشن, کانولوشنال, کانولوشنی, conv, convolution
  گاوسی, گوسی, گوسین, گاوسین, gaussian
  تصویر, عکس, ایمیج, image
  اندازه, سایز, ابعاد, size
  سریع, سرعت, تند
  کند, آهسته
  کوچک, کوچیک
  بزرگ, بزرگنمایی, زوم
  حذف, پاک, تمیز, رفع, از بین بردن
  مرز, کناره, حاشیه, دور
  مرکز, وسط
  کد, پیاده‌سازی, کدنویسی, برنامه‌نویسی, سورس
  حلقه, فور, for
  شیفت, جابه‌جایی, جابجایی, حرکت, انتقال
  وارونه, برعکس, معکوس, فلیپ, برمی‌گرداند, برمی‌گردونه, برگرداندن, می‌چرخاند, چرخاندن, چرخش
  ترانهاده, ترنسپوز, ترانسپوز, ترنسپوزد, ترانسپوزد, transpose
  فرمول, رابطه, معادله
  تمرین, سوال, سؤال, مسئله, مساله, پرسش
  جواب, پاسخ, حل
  آموزش, ترین, train, training
  تکرار, اپوک, iteration
  پس‌انتشار, بک پروپگیشن, بک پراپگیشن, بک‌پراپ, backpropagation, backprop
  هزینه, محاسبات, محاسباتی, پیچیدگی
  روشنایی, شدت
  سیاه, تیره, تاریک, مشکی
  خاکستری, طوسی
  میانگین, متوسط, average, میانگین‌گیری
  کمینه, مینیمم, مینیموم
  شبکه, نتورک, network, مدل
  تشخیص, شناسایی, بازشناسی
  مورب, کج, قطری, اریب
  متقارن, تقارن
  آستانه, ترشولد, threshold
  نرمال‌سازی, نرمالیزه, نرمال
  ابرپارامتر, هایپرپارامتر
  تمام‌متصل, فولی کانکتد, فول کانکتد, لایهٔ متراکم, دنس, fully connected, dense
  دست‌نویس, دست‌نوشته, دست‌خط
  اشتباه, نادرست, غلط
  خوانده, خونده, می‌خواند, می‌خونه
  کشیدم, کشیدن, بکشید, کشیده, رسم
  دنبال, جستجو, می‌گردد, می‌گرده
  مومنتوم, ممنتوم, تکانه, momentum
  سافت‌مکس, سافت مکس, softmax
  سوراخ, حفره, شکاف, جای خالی
  یک‌بعدی, تک‌بعدی, یک بعدی, 1d
  دوبعدی, دو بعدی, 2d
  سرریز, اورفلو, overflow
  حافظه, رم
  فرکانس, بسامد
  مطمئن, بررسی, چک, آزمون, آزمودن, check
  دفترچه, نوت‌بوک, notebook
  واژه‌نامه, دیکشنری
  بارگیری, دانلود, download
  اینترنت, آفلاین, offline
  چاپ, پرینت
  مجوز, اجازه, کپی‌رایت, لایسنس
  منبع, مقاله, رفرنس, مرجع
  numpy, نامپای, نام‌پای
  pytorch, torch, پایتورچ, پای‌تورچ
  tensorflow, تنسورفلو
  keras, کراس
  opencv, cv2, اوپن سی وی, اپن سی وی, اوپن‌سی‌وی
  scipy, سایپای
  matlab, متلب
  python, پایتون
  resnet, رزنت, رز نت
  alexnet, الکس‌نت, الکس نت
  vgg, وی جی جی, وی‌جی‌جی
  googlenet, گوگل‌نت, گوگل نت
  mobilenet, موبایل‌نت, موبایل نت
  densenet, دنس‌نت, دنس نت
  lenet, لنت, له نت
  relu, رلو, ریلو`
  .split("\n")
  .map((line) => line.trim().split(", "));
/** @type {Set<string>} */
const COMMON_STEMS = new Set();

/**
 * One spelling for all spellings of a word; half spaces stay.
 * @param {string} word
 */
const foldWord = (word) => toLatinDigits(foldLetters(word.toLowerCase())).replaceAll("×", "x").replace(/^(\d+)(?:در|by)(\d+)$/, "$1x$2");

/**
 * The beginning that the forms of an English word share: pad of padding and padded, edg of edge and edges.
 * @param {string} word
 */
function findEnglishStem(word) {
  const one = word.replace(/our/g, "or").replace("grey", "gray").replace("centre", "center").replace(/is(?=e|ing|ation)/, "iz");
  const short = one.replace(/(?:'s|(?<=[^s])s)$/, "");
  const cut = short.replace(/(?:ations?|ing|ions?|ity|able|ed|er|ly|e)$/, "");
  if (cut.length < 3 || !/[aeiouy]/.test(cut)) return short;
  return cut.replace(/e$/, "").replace(/([bdglmnprt])\1$/, "$1");
}

/**
 * The beginning that the forms of a word share: کرنلها and کرنلهایی begin with کرنل, میلغزند with میلغز.
 * @param {string} word
 */
export const findStem = (word) => {
  if (/^[a-z']{4,}$/.test(word)) return findEnglishStem(word);
  if (/^ن?می.{3,}/.test(word)) return word.replace(/(?:ند|ید|یم|د|م|ی)$/, "");
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length > 2);
  return ending ? word.slice(0, -ending.length) : word;
};

/**
 * The parts of a word that mean something alone.
 * @param {string} word
 */
const splitWord = (word) =>
  word.split(/[\u200c_]/).filter((part) => part.length > 2 && !ENDINGS.includes(part) && part !== "نمی");

/**
 * What a word is looked up by: its parts joined, and each of them.
 * @param {string} word
 */
export const findForms = (word) => {
  const folded = foldWord(word);
  const joined = folded.replaceAll(HALF_SPACE, "");
  return [...new Set([joined, ...(/[\u200c_]/.test(folded) ? splitWord(folded) : [])])].filter(Boolean);
};

// The joined forms of words that the pages write with a half space, and their stems.
/** @type {Set<string>} */
export const compounds = new Set();

/**
 * Whether a question is asked with a word, in any of its forms.
 * @param {string} word
 */
function isCommon(word) {
  if (!COMMON_STEMS.size) for (const one of COMMON) COMMON_STEMS.add(findStem(one));
  return COMMON.has(word) || COMMON_STEMS.has(findStem(word));
}

/** @param {string} word */
const isCompound = (word) => compounds.has(word) || compounds.has(findStem(word)) || known.has(findStem(word));

/**
 * The words of a query as the index has them: parts that it has as one word are joined, others are not.
 * @param {string[]} words
 */
function readQuery(words) {
  /** @type {string[]} */
  const found = [];
  const parts = words.flatMap((word) => {
    const [joined] = findForms(word);
    if (joined === undefined) return [];
    return word.includes(HALF_SPACE) && !isCompound(joined) && !COMMON.has(joined) ? splitWord(foldWord(word)) : joined;
  });
  for (const word of parts) {
    const before = found.at(-1);
    if (before && ENDINGS.includes(word)) continue;
    if (before && (/^ن?می$/.test(before) || isCompound(before + word))) {
      found[found.length - 1] += word;
    } else if (/^\d+$/.test(word) && /^(?:x|در|by)$/.test(before ?? "") && /^\d+$/.test(found.at(-2) ?? "")) {
      found.splice(-2, 2, `${found.at(-2)}x${word}`);
    } else {
      found.push(word);
    }
  }
  return found;
}

/**
 * The stems of the words of a name.
 * @param {string} name
 */
export const readName = (name) => name.split(" ").flatMap((word) => findForms(word).slice(0, 1)).map(findStem);

/**
 * Something that a query asks about: the lists of words that it may go by, and the term of the glossary that it is.
 * A word that is part of a term's names alone stands for the term where the pages have it mostly in those names.
 * @typedef {{ variants: string[][], key?: string, near?: boolean, within?: string[][] }} Concept
 */

/** @type {Map<string, Concept>} */
const known = new Map();
/** Words that the names of one term alone have as a part, with that term. @type {Map<string, Concept & { within: string[][] } | undefined>} */
const parts = new Map();

/** What each name of the glossary, and each ordinary word of ALIKE, stands for, by the stems of its words. */
function readNames() {
  if (known.size) return known;
  for (const [key, languages] of Object.entries(NAMES)) {
    const searched = languages.at(-1) ?? [];
    const first = languages.slice(0, -1).map(([name]) => readName(name));
    for (const name of languages.flat()) {
      const words = readName(name);
      const concept = { key, variants: [words, ...first], near: searched.includes(name) };
      known.set(words.join(" "), concept);
      for (const part of name.split(" ").flatMap(findForms).map(findStem)) {
        const had = parts.get(part);
        if (parts.has(part) && had?.key !== key) parts.set(part, undefined);
        else parts.set(part, { ...concept, within: [...(had?.within ?? []), words] });
      }
      // Persian words joined by mistake.
      if (words.length > 1 && /^[\p{Script=Arabic}\u200c ]+$/u.test(name)) {
        const joined = name.split(" ").map((word) => findForms(word)[0]).join("");
        known.set(findStem(joined), concept);
      }
    }
  }
  for (const name of new Set(ALIKE.flat())) {
    const stems = readName(name).join(" ");
    const all = [...new Set([name, ...ALIKE.filter((line) => line.includes(name)).flat()])].map(readName);
    const term = all.map((words) => known.get(words.join(" "))).find((concept) => concept?.key && !concept.near);
    if (!known.has(stems)) known.set(stems, { key: term?.key, variants: [...all, ...(term?.variants.slice(1) ?? [])] });
  }
  return known;
}

/**
 * The words of a name that code gives: of MaxPool2d, Max and Pool. For how many dimensions it is says little.
 * @param {string} word
 */
const splitCode = (word) =>
  word
    .replace(/[123]d(?![a-z])|_/gi, " ")
    .replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
    .split(" ")
    .filter(Boolean);

/**
 * What a query asks about. A name may stand anywhere in it; a longer one goes before a shorter one.
 * @param {string[]} words
 * @param {Map<string, Concept>} [titles] - names of pages
 * @param {(word: string) => boolean} [isThere] - whether the pages have a word; by default, they have each
 * @returns {Concept[]}
 */
export function findConcepts(words, titles = new Map(), isThere = () => true) {
  const names = readNames();
  const read = readQuery(words.flatMap((word) => (isThere(word) ? word : splitCode(word))));
  const stems = read.map(findStem);
  /** @type {Concept[]} */
  const found = [];
  let told = false;
  for (let start = 0; start < read.length; ) {
    let length = Math.min(6, read.length - start);
    let concept;
    for (; length; length--) {
      const run = stems.slice(start, start + length).join(" ");
      const name = names.get(run) ?? names.get(run.replace(ENCLITIC, ""));
      concept = name?.key ? name : (titles.get(run) ?? name);
      if (concept) break;
    }
    if (read[start] === read[start + 2] && /^(?:by|به)$/.test(read[start + 1])) {
      start += 3; // step by step
      continue;
    }
    if (length === 1 && !concept?.key && COMMON.has(read[start])) concept = undefined;
    const common = !concept && isCommon(read[start]);
    if (concept) found.push(concept);
    else if (!common) {
      const part = parts.get(stems[start]);
      found.push({ ...part, near: false, variants: [[stems[start]], ...(part?.variants.slice(1) ?? [])] });
    }
    told ||= !common;
    start += length || 1;
  }
  return told ? found : stems.map((stem) => ({ variants: [[stem]] }));
}

/**
 * The beginnings of the words that a page has marked for a query: those that were typed, and those of the first names.
 * @param {string[]} words
 */
export const findMarked = (words) => [...new Set(findConcepts(words).flatMap(({ variants }) => variants.flat()))];

/**
 * How alike two words are, from zero to one: twice the pairs of letters that they share, over all that they have.
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  const pairs = (/** @type {string} */ word) => [...`^${word}$`].slice(1).map((letter, i) => `^${word}$`[i] + letter);
  const left = pairs(other);
  const all = pairs(one).length + left.length;
  const shared = pairs(one).filter((pair) => left.includes(pair) && left.splice(left.indexOf(pair), 1));
  return (2 * shared.length) / all;
}

/**
 * The terms of the glossary whose names are most like what was asked, with what the pages call them.
 * @param {string[]} words
 * @param {Language} language
 */
export function findNearest(words, language) {
  const typed = words.map((word) => findForms(word)[0] ?? "");
  const candidates = [typed.join(""), ...typed.filter((word) => !COMMON.has(word))];
  return Object.entries(NAMES)
    .map(([key, names]) => {
      const spelled = names.flat().flatMap((name) => [name, ...name.split(" ")]).map((name) => findForms(name.replaceAll(" ", ""))[0]);
      const likeness = Math.max(...candidates.flatMap((word) => spelled.map((name) => compare(word, name))));
      return { key, name: names[language === "fa" ? 1 : 0][0], likeness };
    })
    .filter(({ likeness }) => likeness > 0.35)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3);
}

