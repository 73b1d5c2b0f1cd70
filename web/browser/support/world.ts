/** The organisation that browser tests look at: three languages, some departments, tickets of all kinds. */
import { PNG } from "./files";
import { api, type Member, member, upload } from "./server";

export type World = {
  dana: Member;
  yael: Member;
  sara: Member;
  admin: Member;
  departments: { support: string; billing: string };
};

let made: Promise<World> | undefined;

/** Made once for all test files of a run: those that come later find it. */
export function world(): Promise<World> {
  made ??= make();
  return made;
}

async function make(): Promise<World> {
  await api("PATCH", "/workspace", { name: "Carmel Care", languages: ["en", "ar", "he"] });
  const found = await api<{ items: Member[] }>("GET", "/members?limit=200");
  const known = (email: string) => found.items.find((one) => one.email === email);
  const people = await Promise.all(
    PEOPLE.map(async (who) => known(who.email) ?? member(who.name, who.email, who.more)),
  );
  const [admin, dana, yael, sara] = people as [Member, Member, Member, Member];
  const departments = await theDepartments(people.map((one) => one.id));
  if (known(admin.email) === undefined) await tickets({ admin, dana, yael, sara, departments });
  return { admin, dana, yael, sara, departments };
}

const PEOPLE = [
  { name: "Rami Haddad", email: "admin@example.org", more: { roles: ["administrator"], language: "en" } },
  { name: "Dana Levi", email: "dana@example.org", more: { roles: ["manager"], language: "en" } },
  { name: "יעל כהן", email: "yael@example.org", more: { roles: ["manager"], language: "he" } },
  { name: "سارة الخطيب", email: "sara@example.org", more: { roles: ["manager"], language: "ar" } },
];

async function theDepartments(members: string[]): Promise<World["departments"]> {
  type Department = { id: string; name: string };
  const there = (await api<{ items: Department[] }>("GET", "/departments")).items;
  const one = async (name: string, ar: string, he: string, colour: string) =>
    there.find((department) => department.name === name) ??
    api<Department>("POST", "/departments", { name, names: { ar, he }, colour, member_ids: members });
  const support = await one("Support", "الدعم", "תמיכה", "teal");
  const billing = await one("Billing", "الفوترة", "חיובים", "amber");
  return { support: support.id, billing: billing.id };
}

const SUBJECTS = [
  "Invoice 2231 shows the wrong amount",
  "The printer on floor 3 does not answer",
  "الطابعة لا تستجيب بعد التحديث 4.2",
  "لا أستطيع تسجيل الدخول إلى البوابة",
  "החשבונית מ-03/2026 לא נפתחת ב-PDF",
  "בקשה להרשאה בתיקייה Finance",
  "Cannot sign in after password reset (خطأ 500)",
  "New laptop for יוסי",
];
const REQUESTERS = [
  { name: "Dana Cohen", email: "dana.cohen@acme.example" },
  { name: "أحمد ناصر", email: "ahmad@acme.example" },
  { name: "יוסי מזרחי", email: "yossi@globex.example" },
];
const PRIORITIES = ["low", "normal", "high", "urgent"];

async function tickets(world: World): Promise<void> {
  const { support, billing } = world.departments;
  for (const [index, subject] of [...SUBJECTS, ...SUBJECTS, ...SUBJECTS].entries()) {
    await api("POST", "/tickets", {
      subject,
      description: subject,
      priority: PRIORITIES[index % 4],
      requester: REQUESTERS[index % 3],
      department_id: index % 2 ? support : billing,
      assignee_ids: index % 3 ? [[world.dana, world.yael, world.sara][index % 3]?.id] : [],
      tags: index % 2 ? ["printer", "مستعجل"] : ["חשבונית"],
    });
  }
  await conversation(world);
}

/** The first ticket has everything that a conversation can have. */
async function conversation(world: World): Promise<void> {
  const picture = await upload("لقطة שגיאה 500.png", "image/png", PNG);
  const ticket = await api<{ requester: { id: string } }>("GET", "/tickets/1");
  const say = (message: object) => api("POST", "/tickets/1/messages", { visibility: "public", ...message });
  await say({ body: "The amount should be 1,200.00.", customer_id: ticket.requester.id, attachment_ids: [picture] });
  await say({ body: "Who issued it? **See the contract**, page 4.", visibility: "internal", format: "markdown" });
  await say({ body: "تم تصحيح الفاتورة رقم INV-2231.\n\nשלום, החשבונית תוקנה.", format: "markdown" });
  await api("PUT", "/tickets/1/status", { status: "in_progress" });
  await api("POST", "/tickets/1/assignees", { member_id: world.dana.id });
}
