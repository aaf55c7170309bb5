import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

test.beforeEach(async ({ page }) => {
  await page.goto('/?lang=en#/browse');
  await expect(firstCell(page)).toBeVisible({ timeout: 60_000 });
});

test('shortcuts work before anything has the focus', async ({ page }) => {
  await page.keyboard.press('?');
  await expect(help(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help(page)).toBeHidden();
  await firstCell(page).click();
  await expect(facts(page)).toHaveText(/^Training image 0 /);
});

test('shortcuts work after a click on plain text', async ({ page }) => {
  await firstCell(page).click();
  await facts(page).click();
  await page.keyboard.press('n');
  await expect(facts(page)).toHaveText(/^Training image 1 /);
  await page.keyboard.press('Escape');
  await expect(facts(page)).toHaveCount(0);
});

test('closing an image hands the focus back to the grid', async ({ page }) => {
  await firstCell(page).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close the image' }).click();
  await expect(page.getByRole('grid')).toBeFocused();
});

test('the list of classes leaves ? to the screen', async ({ page }) => {
  await page.getByRole('option', { name: 'Sneaker' }).click();
  await page.keyboard.press('?');
  await expect(help(page)).toBeVisible();
});

function firstCell(page: Page) {
  return page.getByRole('gridcell').first();
}

function facts(page: Page) {
  return page.getByText(/^(Training|Test) image [\d,]+ · /);
}

function help(page: Page) {
  return page.getByRole('dialog', { name: 'Keyboard shortcuts' });
}
