export { datePattern } from "../dates/calendar.ts";
