// The page that compares: its choice stands in the address, its charts are drawn from GOVERNANCE (compare-data.js).
(function () {
  'use strict';
  var data = window.GOVERNANCE, form = document.getElementById('choice'), result = document.getElementById('result');
  if (!data || !form) return;
  var lang = document.documentElement.lang, L = lang === 'vi' ? 0 : 1;
  var words = JSON.parse(document.getElementById('words').textContent);
  var most = +form.dataset.most, release = form.dataset.release, LETTERS = 'ABCDEFGHIJ', FONT = '"Governance Sans", "Segoe UI", Roboto, Arial, sans-serif';
  var FIELDS = ['score', 'rank', 'change', 'places', 'status', 'reason', 'rankReason'];

  // ---- figures
  var lookup = {};
  data.series.forEach(function (s) { lookup[s.index + '|' + s.code] = s; });
  function field(line, i) { var v = line.split(',')[i]; return v === undefined || v === '' ? null : v; }
  function number(line, i) { var v = field(line, i); return v === null ? null : +v; }
  function cell(s, unit, year) {
    var i = s.years.indexOf(year), own = s.units[unit], found = {};
    FIELDS.forEach(function (f, k) { var v = i < 0 || !own ? null : field(own[k], i); found[f] = v === null || f === 'status' ? v : +v; });
    found.exact = i < 0 || !own ? null : field(own[0], i);
    return found;
  }
  function nameOf(s, year) {
    if (typeof s.names[0] === 'string') return s.names[L];
    var i = s.years.indexOf(year);
    return s.names[i < 0 ? s.names.length - 1 : i][L];
  }
  function full(s, year) { return data.indices[s.index] + (s.parent ? ' ' + (/^\d/.test(s.code) ? s.code + ' ' : '') + nameOf(s, year) : ''); }
  function unitName(unit) { return data.names[unit][L].replace(' - ', '\u00a0– '); }
  function kindOf(s, year) { return s.breaks[year] ? s.breaks[year][0] : 'none'; }
  function isOwn(s, year) { return field(s.sets, s.years.indexOf(year)) === state.set; } // whether the edition is of the set shown
  function range(s, year) { // of the country as the release has it, or of the back-casts
    var i = s.years.indexOf(year);
    if (isOwn(s, year)) return { low: number(s.low, i), high: number(s.high, i), mean: number(s.mean, i) };
    var all = data.sets[state.set].map(function (u) { return cell(s, u, year).score; }).filter(function (v) { return v !== null; });
    return all.length ? { low: Math.min.apply(0, all), high: Math.max.apply(0, all), mean: null } : { low: null, high: null, mean: null };
  }
  function joined(s, unit, year) { // the edition before, where a line leads from it
    var before = number(s.previous, s.years.indexOf(year));
    if (before === null || kindOf(s, year) === 'hard') return null;
    var a = cell(s, unit, before), b = cell(s, unit, year);
    if (a.score === null || b.score === null || b.status !== 'b' && b.change === null) return null;
    return before;
  }

  // ---- words
  function shown(v, decimals) { var s = Math.abs(v).toFixed(decimals === undefined ? 2 : decimals); if (lang === 'vi') s = s.replace('.', ','); return (v < 0 && /[1-9]/.test(s) ? '\u2212' : '') + s; }
  function signed(v, decimals) { var s = shown(v, decimals); return v > 0 && /[1-9]/.test(s) ? '+' + s : s; }
  function say(code, details) { return words[code].replace(/\[(\w+)\]/g, function (_, k) { return details[k]; }); }
  function el(tag, attributes, children) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) { if (k === 'onclick') e.onclick = attributes[k]; else e.setAttribute(k, attributes[k]); });
    [].concat(children === undefined ? [] : children).forEach(function (c) { e.append(c); });
    return e;
  }

  // ---- state
  var sets = Object.keys(data.sets), first = form.querySelectorAll('[name=set]')[0].value, state;
  sets.forEach(function (set) { if (data.start.units[0].indexOf(set + '-') === 0) first = set; });
  function read() {
    var q = new URLSearchParams(location.hash.slice(1)), s = lookup[(q.get('index') || data.start.index) + '|' + (q.get('component') || data.start.component)];
    if (!s) s = lookup[data.start.index + '|' + data.start.component];
    var set = data.sets[q.get('set')] ? q.get('set') : first;
    var units = q.has('units') ? q.get('units').split(',') : set === first ? data.start.units : [];
    units = units.filter(function (u, i) { return data.sets[set].indexOf(u) >= 0 && units.indexOf(u) === i; }).slice(0, most);
    var from = +q.get('from'), to = +q.get('to'), last = s.years[s.years.length - 1];
    if (s.years.indexOf(to) < 0) to = last;
    if (s.years.indexOf(from) < 0 || from > to) from = Math.min(s.years[0], to);
    state = { set: set, units: units, series: s, from: from, to: to };
  }
  function write(change) {
    Object.assign(state, change);
    var s = state.series, q = 'set=' + state.set + '&units=' + state.units.join(',') + '&index=' + s.index + '&component=' + encodeURIComponent(s.code) + '&from=' + state.from + '&to=' + state.to;
    history.replaceState(null, '', '#' + q);
    read(); render();
  }
  function years() { return state.series.years.filter(function (y) { return y >= state.from && y <= state.to; }); }
  function switchLink() {
    var a = document.querySelector('a.switch');
    if (a) a.href = a.href.split('#')[0] + location.hash;
  }

  // ---- drawing: one list of strokes, as SVG on the page and in a file, or on a canvas
  function Sheet(width) { this.width = width; this.height = 0; this.items = []; }
  Sheet.prototype.line = function (x1, y1, x2, y2, colour, width, dash) { this.items.push({ k: 'l', a: [x1, y1, x2, y2], stroke: colour, w: width || 1, dash: dash }); };
  Sheet.prototype.circle = function (x, y, r, fill, stroke, w, dash, title) { this.items.push({ k: 'c', a: [x, y, r], fill: fill, stroke: stroke, w: w || 0, dash: dash, title: title }); };
  Sheet.prototype.text = function (x, y, s, o) { o = o || {}; this.items.push({ k: 't', a: [x, y], s: String(s), size: o.size || 13, weight: o.weight || 400, anchor: o.anchor || 'start', fill: o.fill || 'ink', halo: o.halo }); };
  function escaped(s) { return String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'); }
  function svgOf(sheet, paint, label, background) {
    var out = '<svg xmlns="http://www.w3.org/2000/svg" width="' + sheet.width + '" height="' + sheet.height + '" viewBox="0 0 ' + sheet.width + ' ' + sheet.height + '" role="img" aria-label="' + escaped(label) + '" font-family="' + escaped(FONT) + '">';
    if (background) out += '<rect width="100%" height="100%" fill="' + paint('bg') + '"/>';
    sheet.items.forEach(function (i) {
      var r = i.a.map(function (v) { return Math.round(v * 10) / 10; }), dash = i.dash ? '" stroke-dasharray="' + i.dash : '';
      if (i.k === 'l') out += '<line x1="' + r[0] + '" y1="' + r[1] + '" x2="' + r[2] + '" y2="' + r[3] + '" stroke="' + paint(i.stroke) + '" stroke-width="' + i.w + dash + '"/>';
      if (i.k === 'c') out += '<circle cx="' + r[0] + '" cy="' + r[1] + '" r="' + r[2] + '" fill="' + paint(i.fill) + (i.stroke ? '" stroke="' + paint(i.stroke) + '" stroke-width="' + i.w + dash : '') + '">' + (i.title ? '<title>' + escaped(i.title) + '</title>' : '') + '</circle>';
      if (i.k === 't') out += '<text x="' + r[0] + '" y="' + r[1] + '" font-size="' + i.size + '" font-weight="' + i.weight + '" text-anchor="' + i.anchor + '" fill="' + paint(i.fill) + (i.halo ? '" paint-order="stroke" stroke-linejoin="round" stroke-width="4" stroke="' + paint('bg') : '') + '">' + escaped(i.s) + '</text>';
    });
    return out + '</svg>';
  }
  function canvasOf(sheet, paint, scale) {
    var canvas = document.createElement('canvas'), c = canvas.getContext('2d');
    canvas.width = sheet.width * scale; canvas.height = sheet.height * scale;
    c.scale(scale, scale); c.fillStyle = paint('bg'); c.fillRect(0, 0, sheet.width, sheet.height);
    sheet.items.forEach(function (i) {
      c.setLineDash(i.dash ? i.dash.split(' ').map(Number) : []); c.lineWidth = i.w;
      if (i.stroke) c.strokeStyle = paint(i.stroke);
      if (i.fill) c.fillStyle = paint(i.fill);
      if (i.k === 't') { c.font = i.weight + ' ' + i.size + 'px ' + FONT; c.textAlign = i.anchor === 'middle' ? 'center' : i.anchor; if (i.halo) { c.strokeStyle = paint('bg'); c.lineWidth = 4; c.lineJoin = 'round'; c.strokeText(i.s, i.a[0], i.a[1]); } c.fillText(i.s, i.a[0], i.a[1]); return; }
      c.beginPath();
      if (i.k === 'l') { c.moveTo(i.a[0], i.a[1]); c.lineTo(i.a[2], i.a[3]); c.stroke(); return; }
      c.arc(i.a[0], i.a[1], i.a[2], 0, 2 * Math.PI); c.fill(); if (i.stroke) c.stroke();
    });
    return canvas;
  }
  function variable(name) { return 'var(--' + name + ')'; }
  function fixed(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }

  // ---- axes
  function around(values, most) {
    var low = Math.min.apply(0, values), high = Math.max.apply(0, values), steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
    for (var k = 0; k < steps.length; k++) {
      var a = Math.floor(+(low / steps[k]).toFixed(9)), b = Math.ceil(+(high / steps[k]).toFixed(9));
      if (a === b) { a--; b++; }
      if (b - a <= most) return { low: a * steps[k], high: b * steps[k], step: steps[k], n: b - a };
    }
    return { low: Math.floor(low), high: Math.ceil(high), step: high - low, n: 1 };
  }
  function decimals(axis) { return axis.step >= 1 ? 0 : axis.step >= 0.1 ? 1 : 2; }
  function ticks(axis) { var out = []; for (var i = 0; i <= axis.n; i++) out.push(axis.low + i * axis.step); return out; }

  // ---- a letter in a dot: full as published, open as others state it, dashed where it is worked out
  function letterDot(sheet, x, y, i, status, title) {
    var open = status !== 'p';
    sheet.circle(x, y, 9, open ? 'bg' : 'unit', open ? 'unit' : 'bg', open ? 1.6 : 1.2, status === 'd' || status === 'b' ? '3 2' : '', title);
    sheet.text(x, y + 4.3, LETTERS[i], { size: 12, weight: 700, anchor: 'middle', fill: open ? 'unit' : 'bg' });
  }

  function rowsChart(sheet, y, rows, year) {
    var known = rows.map(function (s) {
      var r = range(s, year), dots = state.units.map(function (u, i) { return Object.assign({ i: i, unit: u }, cell(s, u, year)); }).filter(function (d) { return d.score !== null; });
      return { s: s, r: r, dots: dots };
    }).filter(function (row) { return row.dots.length; });
    if (!known.length) return y;
    var values = [];
    known.forEach(function (row) { row.dots.forEach(function (d) { values.push(d.score); }); [row.r.low, row.r.high, row.r.mean].forEach(function (v) { if (v !== null) values.push(v); }); });
    var narrow = sheet.width < 620, left = narrow ? 10 : Math.round(sheet.width * 0.36), right = sheet.width - 12, axis = around(values, narrow ? 4 : 8);
    var x = function (v) { return left + (v - axis.low) / (axis.high - axis.low) * (right - left); };
    ticks(axis).forEach(function (tick) { sheet.text(x(tick), y + 12, shown(tick, decimals(axis)), { anchor: 'middle', fill: 'ink3' }); });
    y += 20;
    known.forEach(function (row) {
      var levels = [], top = y;
      row.dots.sort(function (a, b) { return a.score - b.score; }).forEach(function (d) {
        var at = 0;
        while (levels[at] !== undefined && x(d.score) - levels[at] < 20) at++;
        levels[at] = x(d.score); d.level = at;
      });
      var label = (/^\d/.test(row.s.code) ? row.s.code + '  ' : '') + nameOf(row.s, year), base = y + (narrow ? 36 : 17), height = (narrow ? 54 : 36) + (levels.length - 1) * 20;
      ticks(axis).forEach(function (tick) { sheet.line(x(tick), top + (narrow ? 22 : 0), x(tick), top + height, 'grid'); });
      if (narrow) sheet.text(0, y + 17, label, { size: fitting(label, 14, sheet.width) });
      else wrapped(sheet, label, 0, y + 21, left - 20);
      if (row.r.low !== null) sheet.line(x(row.r.low), base, x(row.r.high), base, 'range', 5);
      if (row.r.mean !== null) sheet.line(x(row.r.mean), base - 11, x(row.r.mean), base + 11, 'mean', 1.8);
      row.dots.forEach(function (d) { letterDot(sheet, x(d.score), base + d.level * 20, d.i, d.status, unitName(d.unit) + ': ' + shown(d.score)); });
      y += height;
      sheet.line(0, y, sheet.width, y, 'rule');
    });
    return y + 8;
  }
  var measure = document.createElement('canvas').getContext('2d');
  function fitting(s, size, width) { measure.font = '400 ' + size + 'px ' + FONT; return Math.min(size, Math.floor(size * width / measure.measureText(s).width * 10) / 10); }
  function wrapped(sheet, s, x, y, width) {
    measure.font = '400 14.5px ' + FONT;
    var line = '', lines = [];
    s.split(' ').forEach(function (w) { var next = line ? line + ' ' + w : w; if (measure.measureText(next).width > width && line) { lines.push(line); line = w; } else line = next; });
    lines.push(line);
    lines = lines.slice(0, 2);
    lines.forEach(function (l, i) { sheet.text(x, y + (lines.length > 1 ? -8 : 0) + i * 17, l, { size: 14.5 }); });
  }

  function parts(ys, s) { // editions between hard breaks
    var out = [];
    ys.forEach(function (year, i) { if (!i || kindOf(s, year) === 'hard') out.push([]); out[out.length - 1].push(year); });
    return out;
  }
  function linesChart(sheet, y) {
    var s = state.series, ys = years(), parted = parts(ys, s), units = state.units;
    var axes = parted.map(function (part) {
      var values = [];
      units.forEach(function (u) { part.forEach(function (year) { var c = cell(s, u, year); if (c.score !== null) values.push(c.score); }); });
      part.forEach(function (year) { var m = range(s, year).mean; if (m !== null && values.length) values.push(m); });
      return values.length ? around(values, 5) : null;
    });
    var held = axes.filter(Boolean);
    if (!held.length) return y;
    var step = Math.max.apply(0, held.map(function (a) { return a.step; })), n = 0;
    axes.forEach(function (a) { if (a) { a.low = Math.floor(+(a.low / step).toFixed(9)) * step; n = Math.max(n, Math.ceil(+((a.high - a.low) / step).toFixed(9))); } });
    axes.forEach(function (a) { if (a) { a.step = step; a.n = n; a.high = a.low + n * step; } });
    var columns = Math.min(units.length, sheet.width < 620 ? 1 : sheet.width < 900 ? 2 : 3), gap = 36, width = (sheet.width - gap * (columns - 1)) / columns, tall = 214;
    units.forEach(function (unit, k) {
      var x0 = k % columns * (width + gap), top = y + Math.floor(k / columns) * (tall + 14);
      letterDot(sheet, x0 + 9, top + 10, k, 'p', '');
      sheet.text(x0 + 24, top + 15, unitName(unit), { size: 15, weight: 700 });
      panel(sheet, x0, top + 26, width, tall - 26, unit, parted, axes);
    });
    return y + Math.ceil(units.length / columns) * (tall + 14);
  }
  function panel(sheet, x0, top, width, height, unit, parted, axes) {
    var s = state.series, room = 30, gap = 13, bottom = top + height - 24, slots = 0;
    parted.forEach(function (part) { slots += part[part.length - 1] - part[0] + 1; });
    var column = (width - room * parted.length - gap * (parted.length - 1)) / slots, x = x0;
    parted.forEach(function (part, p) {
      var axis = axes[p];
      if (p) { [0, 5].forEach(function (d) { sheet.line(x + d, bottom, x + d + 5, top, 'ink', 1.8); }); x += gap; }
      x += room;
      var first = part[0], at = function (year) { return x + (year - first + 0.5) * column; };
      var end = x + column * (part[part.length - 1] - first + 1);
      var h = function (v) { return bottom - (v - axis.low) / (axis.high - axis.low) * (bottom - top - 8); };
      if (axis) ticks(axis).forEach(function (tick) { sheet.line(x, h(tick), end, h(tick), 'grid'); sheet.text(x - 4, h(tick) + 4, shown(tick, decimals(axis)), { size: 12, anchor: 'end', fill: 'ink3' }); });
      part.forEach(function (year, i) {
        if (kindOf(s, year) === 'soft' && (i || p)) { var edge = at(year) - column / 2; sheet.line(edge, top, edge, bottom, 'ink3', 1, '1.5 3'); diamond(sheet, edge, top); }
        var mean = range(s, year).mean;
        if (axis && mean !== null) sheet.line(at(year) - Math.min(7, column * 0.35), h(mean), at(year) + Math.min(7, column * 0.35), h(mean), 'ink3', 1.6);
        if (column > 27 || !((part[part.length - 1] - year) % 2)) sheet.text(at(year), bottom + 17, column > 34 ? year : '’' + String(year).slice(2), { size: 12, anchor: 'middle', fill: 'ink3' });
      });
      if (axis) state.units.filter(function (u) { return u !== unit; }).concat(unit).forEach(function (u) {
        var own = u === unit;
        part.forEach(function (year) {
          var before = joined(s, u, year);
          if (before !== null && part.indexOf(before) >= 0) sheet.line(at(before), h(cell(s, u, before).score), at(year), h(cell(s, u, year).score), own ? 'unit' : 'range', own ? 2.4 : 1.1, kindOf(s, year) === 'soft' ? '2 4' : '');
        });
        if (own) part.forEach(function (year, i) {
          var c = cell(s, u, year);
          if (c.score === null) { cross(sheet, at(year), bottom - 7); return; }
          sheet.circle(at(year), h(c.score), 4, c.status === 'p' ? 'unit' : 'bg', c.status === 'p' ? 'bg' : 'unit', c.status === 'p' ? 1 : 1.6, c.status === 'd' || c.status === 'b' ? '2 1.5' : '', year + ': ' + shown(c.score));
          if (p === parted.length - 1 && i === part.length - 1) sheet.text(Math.min(at(year) + 16, x0 + width), h(c.score) + (i && isFalling(h, cell(s, u, part[i - 1]), c) ? 18 : -9), shown(c.score), { weight: 600, anchor: 'end', halo: true });
        });
      });
      x = end;
    });
  }
  // Then the figure stands below: its line comes from above.
  function isFalling(h, before, now) { return before.score !== null && h(now.score) - h(before.score) > 6; }
  function cross(sheet, x, y) { [-4, 4].forEach(function (d) { sheet.line(x - 4, y - d, x + 4, y + d, 'ink3', 1.6); }); }
  function diamond(sheet, x, y) { [[0, -5, 5, 0], [5, 0, 0, 5], [0, 5, -5, 0], [-5, 0, 0, -5]].forEach(function (d) { sheet.line(x + d[0], y + d[1], x + d[2], y + d[3], 'ink', 1.5); }); }

  // ---- the page
  function heading() {
    var s = state.series, year = state.to, known = state.units.map(function (u) { return { u: u, v: cell(s, u, year).score }; }).filter(function (k) { return k.v !== null; }).sort(function (a, b) { return b.v - a.v; });
    var what = full(s, year) + ' ' + year + ': ';
    if (!state.units.length) return words.none;
    if (!known.length) return what + words.no_figures;
    var a = known[0], b = known[known.length - 1], d = a.v - b.v;
    if (known.length === 1) return what + say('single', { a: unitName(a.u), s: shown(a.v) });
    return what + (/[1-9]/.test(shown(d)) ? say('above', { a: unitName(a.u), b: unitName(b.u), d: shown(d) }) : words.level);
  }
  function childrenOf(s) { return data.series.filter(function (c) { return c.index === s.index && c.parent === s.code; }); }
  function marks() { // what the strokes mean: how each is drawn about a point, and its words
    var ys = years(), statuses = {}, s = state.series, kinds = {}, missing = false;
    [s].concat(childrenOf(s)).forEach(function (c, i) { state.units.forEach(function (u) { (i ? [state.to] : ys).forEach(function (year) { var v = cell(c, u, year); if (v.score !== null) statuses[v.status] = 1; else if (!i) missing = true; }); }); });
    ys.slice(1).forEach(function (year) { kinds[kindOf(s, year)] = 1; });
    var items = [];
    function dot(dash) { return function (sheet, x, y) { sheet.circle(x, y, 5, 'bg', 'unit', 1.6, dash); }; }
    if (statuses.p) items.push([function (sheet, x, y) { sheet.circle(x, y, 5, 'unit'); }, words.known]);
    if (statuses.r) items.push([dot(''), words.reported]);
    if (statuses.d) items.push([dot('2 1.5'), words.derived]);
    if (statuses.b) items.push([dot('2 1.5'), words.backcast]);
    var r = range(s, state.to);
    if (r.low !== null) items.push([function (sheet, x, y) { sheet.line(x - 8, y, x + 8, y, 'range', 5); }, isOwn(s, state.to) ? words.range : words.range_34]);
    if (ys.some(function (year) { return range(s, year).mean !== null; })) items.push([function (sheet, x, y) { sheet.line(x, y - 7, x, y + 7, 'mean', 1.8); }, words.mean]);
    if (missing) items.push([cross, words.unknown]);
    if (kinds.soft) items.push([diamond, words.soft]);
    if (kinds.hard) items.push([function (sheet, x, y) { [-5, 0].forEach(function (d) { sheet.line(x + d, y + 7, x + d + 5, y - 7, 'ink', 1.8); }); }, words.hard]);
    return items;
  }
  function key() {
    var ul = el('ul', { class: 'legend' });
    marks().forEach(function (mark) {
      var sheet = new Sheet(16), li = el('li');
      sheet.height = 16; mark[0](sheet, 8, 8);
      li.innerHTML = svgOf(sheet, variable, ''); li.firstChild.setAttribute('aria-hidden', 'true'); li.append(mark[1]); ul.append(li);
    });
    return ul;
  }
  function keyOn(sheet, y) { // the same in a file, from one line to the next
    var x = 0;
    measure.font = '400 13px ' + FONT;
    marks().forEach(function (mark) {
      var width = 24 + measure.measureText(mark[1]).width;
      if (x && x + width > sheet.width) { x = 0; y += 22; }
      mark[0](sheet, x + 8, y + 10); sheet.text(x + 24, y + 14.5, mark[1], { fill: 'ink2' });
      x += width + 22;
    });
    return y + 28;
  }
  function figure(draw, label) {
    var sheet = new Sheet(Math.max(300, Math.round(result.clientWidth)));
    sheet.height = draw(sheet, 0);
    var f = el('figure', { class: 'compare-figure' });
    if (sheet.items.length) f.innerHTML = svgOf(sheet, variable, label);
    return f;
  }
  function tableNow() {
    var s = state.series, year = state.to, i = s.years.indexOf(year), before = number(s.previous, i), n = number(s.n[state.set], i), notes = {};
    var hasChange = isOwn(s, year) && before !== null;
    var head = el('tr', {}, [el('th', {}, words.province), el('th', { class: 'n' }, words.score), el('th', { class: 'n' }, words.place)].concat(hasChange ? [el('th', { class: 'n' }, words.since + ' ' + before), el('th', { class: 'n' }, words.places)] : []));
    var body = el('tbody');
    state.units.forEach(function (unit, k) {
      var c = cell(s, unit, year), tr = el('tr', {}, [
        el('th', { scope: 'row' }, [el('b', { class: 'letter' }, LETTERS[k]), el('a', { href: unit + '.html' }, unitName(unit))]),
        el('td', { class: 'n' }, c.score === null ? '–' : shown(c.score)),
        el('td', { class: 'n' }, c.rank === null ? '–' : c.rank + (n ? ' ' + words.of + ' ' + n : ''))]);
      if (hasChange) tr.append(
        el('td', { class: 'n' }, c.change === null ? '–' : el('span', { class: 'delta ' + (c.change > 0 ? 'up' : c.change < 0 ? 'down' : 'same') }, (c.change > 0 ? '▲ ' : c.change < 0 ? '▼ ' : '= ') + shown(Math.abs(c.change)))),
        el('td', { class: 'n' }, c.places === null ? '–' : signed(c.places, 0)));
      body.append(tr);
      [c.reason, c.rankReason].forEach(function (r) { if (r !== null) (notes[r] = notes[r] || []).indexOf(LETTERS[k]) < 0 && notes[r].push(LETTERS[k]); });
    });
    var out = el('div', {}, el('table', { class: 'plain compare-table' }, [el('thead', {}, head), body]));
    Object.keys(notes).forEach(function (r) { out.append(el('p', { class: 'note' }, [el('b', {}, notes[r].join(', ') + ' '), data.reasons[r][L] + '.'])); });
    return out;
  }
  function tableAll() {
    var s = state.series, body = el('tbody');
    years().slice().reverse().forEach(function (year) {
      body.append(el('tr', {}, [el('th', { scope: 'row' }, String(year))].concat(state.units.map(function (u) {
        var c = cell(s, u, year);
        return el('td', { class: 'n' }, c.score === null && c.rank === null ? '–' : [c.score === null ? '–' : shown(c.score), el('small', {}, c.rank === null ? '' : ' (' + c.rank + ')')]);
      }))));
    });
    return el('details', { class: 'table' }, [el('summary', {}, words.all_years), el('table', { class: 'plain compare-all' }, [el('thead', {}, el('tr', {}, [el('th', {}, words.year)].concat(state.units.map(function (u, k) { return el('th', { class: 'n' }, [el('b', { class: 'letter' }, LETTERS[k]), el('span', { class: 'wide' }, unitName(u))]); })))), body])]);
  }
  function breaksList() {
    var s = state.series, found = years().slice(1).filter(function (y) { return kindOf(s, y) !== 'none'; }).reverse();
    if (!found.length) return el('p', { class: 'note' }, words.no_breaks);
    return el('ul', { class: 'breaks' }, found.map(function (y) {
      var note = s.breaks[y][1 + L], was = nameOf(s, s.years[s.years.indexOf(y) - 1]);
      if (was !== nameOf(s, y)) note += ' (' + say('was', { year: s.years[s.years.indexOf(y) - 1], name: was }) + ')';
      return el('li', {}, [el('span', { class: 'break-key ' + kindOf(s, y) }), el('b', {}, String(y)), el('span', {}, note + '.')]);
    }));
  }
  function render() {
    var s = state.series, shownParts = childrenOf(s), few = state.units.length;
    controls();
    result.textContent = '';
    document.getElementById('get').hidden = !few;
    var top = el('section', {}, el('h2', {}, heading()));
    result.append(top);
    document.getElementById('said').textContent = heading();
    switchLink();
    if (!few) return;
    top.append(key(), figure(function (sheet, y) { return rowsChart(sheet, y, [s], state.to); }, heading()), tableNow());
    if (shownParts.length) {
      var f = figure(function (sheet, y) { return rowsChart(sheet, y, shownParts, state.to); }, words.parts);
      if (f.firstChild) result.append(el('section', {}, [el('h2', {}, words.parts + ', ' + state.to), el('p', { class: 'deck' }, words.letters), f]));
    }
    if (years().length > 1) {
      var lines = figure(linesChart, words.lines);
      if (lines.firstChild) result.append(el('section', {}, [el('h2', {}, full(s, state.to) + ', ' + state.from + '–' + state.to), el('p', { class: 'deck' }, words.lines + '.'), lines, tableAll(), el('h3', { class: 'gap' }, words.breaks), breaksList()]));
    }
    result.append(el('p', { class: 'source' }, say('source', { what: sources(), release: release })));
  }
  function sources() {
    var own = years().map(function (year) { return isOwn(state.series, year); }), named = [];
    if (own.indexOf(true) >= 0) named.push('bi.component_scores, marts.fct_edition_summary');
    if (own.indexOf(false) >= 0) named.push('bi.backcast');
    return named.join(', ');
  }
  function controls() {
    var s = state.series, chosen = document.getElementById('chosen'), unit = document.getElementById('unit'), series = document.getElementById('series');
    form.querySelectorAll('[name=set]').forEach(function (r) { r.checked = r.value === state.set; });
    chosen.textContent = '';
    state.units.forEach(function (u, k) {
      var x = el('button', { type: 'button', 'aria-label': words.remove + ' ' + unitName(u), onclick: function () { write({ units: state.units.filter(function (o) { return o !== u; }) }); unit.focus(); } }, '×');
      chosen.append(el('li', {}, [el('b', { class: 'letter' }, LETTERS[k]), unitName(u), x]));
    });
    unit.textContent = '';
    var isFull = state.units.length >= most;
    unit.append(el('option', { value: '' }, isFull ? words.full : words.add));
    unit.disabled = isFull;
    data.sets[state.set].slice().sort(function (a, b) { return unitName(a).localeCompare(unitName(b), lang); }).forEach(function (u) { if (state.units.indexOf(u) < 0) unit.append(el('option', { value: u }, unitName(u))); });
    if (!series.options.length) Object.keys(data.indices).forEach(function (index) {
      var group = el('optgroup', { label: data.indices[index] });
      data.series.forEach(function (c) { if (c.index === index) group.append(el('option', { value: index + '|' + c.code }, (c.code.indexOf('.') > 0 ? '\u00a0\u00a0\u00a0' : '') + (/^\d/.test(c.code) ? c.code + ' ' : '') + nameOf(c, c.years[c.years.length - 1]))); });
      series.append(group);
    });
    series.value = s.index + '|' + s.code;
    [['from', state.from], ['to', state.to]].forEach(function (f) {
      var select = document.getElementById(f[0]);
      select.textContent = '';
      s.years.forEach(function (y) { if (f[0] === 'from' ? y <= state.to : y >= state.from) select.append(el('option', { value: y }, String(y))); });
      select.value = f[1];
    });
  }

  // ---- what is taken away
  function csv() {
    var lines = [['index_code', 'component_code', 'component_name', 'year', 'province_id', 'province_name', 'score', 'score_status', 'rank', 'n_ranked', 'score_change', 'rank_change_same_units', 'break_kind', 'reason', 'release']];
    var kinds = { p: 'published', r: 'reported', d: 'derived', b: 'backcast' };
    [state.series].concat(childrenOf(state.series)).forEach(function (s, i) {
      (i ? [state.to] : years()).forEach(function (year) {
        var at = s.years.indexOf(year);
        if (at >= 0) state.units.forEach(function (u) {
          var c = cell(s, u, year), exact = s.units[u] ? field(s.units[u][2], at) : null, reason = c.reason === null ? c.rankReason : c.reason;
          lines.push([s.index, s.code, nameOf(s, year), year, u, unitName(u), c.exact, kinds[c.status] || '', c.rank, field(s.n[state.set], at), exact, c.places, kindOf(s, year), reason === null ? '' : data.reasons[reason][L], release]);
        });
      });
    });
    return '\ufeff' + lines.map(function (l) { return l.map(function (v) { v = v === null ? '' : String(v); if (/^[=+@\t\r-]/.test(v) && isNaN(v)) v = "'" + v; return /[",\n]/.test(v) ? '"' + v.replace(/"/g, '""') + '"' : v; }).join(','); }).join('\r\n') + '\r\n';
  }
  function whole() { // everything drawn, on one sheet
    var sheet = new Sheet(1080), inner = new Sheet(1032), y = 0, s = state.series;
    var title = function (words_, size) { inner.text(0, y + size, words_, { size: size, weight: 700 }); y += size + 14; };
    title(heading(), 24);
    var x = 0;
    state.units.forEach(function (u, k) { letterDot(inner, x + 9, y + 10, k, 'p', ''); inner.text(x + 24, y + 15, unitName(u), { size: 15 }); measure.font = '400 15px ' + FONT; x += measure.measureText(unitName(u)).width + 48; });
    y = rowsChart(inner, keyOn(inner, y + 30) + 6, [s], state.to) + 14;
    if (childrenOf(s).length) { title(words.parts + ', ' + state.to, 18); y = rowsChart(inner, y, childrenOf(s), state.to) + 14; }
    if (years().length > 1) { title(full(s, state.to) + ', ' + state.from + '–' + state.to, 18); y = linesChart(inner, y); }
    var terms = say('source', { what: sources(), release: release });
    inner.text(0, y + 14, terms, { size: 13, fill: 'ink3' });
    inner.items.forEach(function (i) { i.a[0] += 24; i.a[1] += 24; if (i.k === 'l') { i.a[2] += 24; i.a[3] += 24; } });
    sheet.items = inner.items; sheet.height = Math.ceil(y + 64);
    return sheet;
  }
  function save(blob, kind) {
    var a = el('a', { href: URL.createObjectURL(blob), download: ['compare', state.series.index.toLowerCase(), state.series.code, state.from, state.to].join('-') + '.' + kind });
    document.body.append(a); a.click(); a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  }
  document.querySelectorAll('[data-get]').forEach(function (button) {
    button.onclick = function () {
      var kind = button.dataset.get;
      if (kind === 'csv') save(new Blob([csv()], { type: 'text/csv;charset=utf-8' }), kind);
      if (kind === 'svg') save(new Blob([svgOf(whole(), fixed, heading(), true)], { type: 'image/svg+xml' }), kind);
      if (kind === 'png') canvasOf(whole(), fixed, 2).toBlob(function (blob) { save(blob, kind); });
    };
  });

  // ---- what is chosen
  form.addEventListener('change', function (e) {
    var id = e.target.id, value = e.target.value;
    if (e.target.name === 'set') write({ set: value, units: moved(value) });
    if (id === 'unit' && value) { write({ units: state.units.concat(value) }); document.getElementById('unit').focus(); }
    if (id === 'series') { var s = lookup[value]; write({ series: s, from: s.years.indexOf(state.from) < 0 ? s.years[0] : state.from, to: s.years.indexOf(state.to) < 0 ? s.years[s.years.length - 1] : state.to }); }
    if (id === 'from') write({ from: +value });
    if (id === 'to') write({ to: +value });
  });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  function moved(set) { // units of the same name in the other set of boundaries
    return state.units.map(function (u) { return data.sets[set].filter(function (o) { return data.names[o][0] === data.names[u][0]; })[0]; }).filter(Boolean);
  }
  window.addEventListener('hashchange', function () { read(); render(); });
  var width = 0;
  window.addEventListener('resize', function () { if (result.clientWidth !== width) { width = result.clientWidth; render(); } });
  form.hidden = false;
  read(); render();
  width = result.clientWidth;
  if (document.fonts) document.fonts.ready.then(render);
})();
